import { Type } from 'typebox';

const kind = Type.Union([Type.Literal('message'), Type.Literal('password')]);

export const postBody = Type.Object(
  {
    kind,
    text: Type.String({ maxLength: 20_000 }),
    name: Type.Optional(Type.String({ maxLength: 1_000 })),
    contact: Type.Optional(Type.String({ maxLength: 1_000, description: 'How to answer: mail address or telephone' })),
    reference: Type.Optional(Type.String({ maxLength: 200, description: 'The case number it belongs to' })),
    firm: Type.Optional(Type.String({ maxLength: 64 })),
    altcha: Type.Optional(Type.String({ maxLength: 10_000, description: 'Solved challenge of the refusal before' })),
  },
  { additionalProperties: false },
);

export const posted = Type.Object({ id: Type.String({ format: 'uuid' }) });

export const messageList = Type.Object({
  items: Type.Array(
    Type.Object({
      id: Type.String({ format: 'uuid' }),
      kind,
      reference: Type.String(),
      dropoffId: Type.Union([Type.String(), Type.Null()]),
      receivedAt: Type.String(),
      erasesAt: Type.String(),
      opened: Type.Union([Type.Object({ at: Type.String(), by: Type.String() }), Type.Null()]),
      closed: Type.Boolean(),
    }),
  ),
});

export const contents = Type.Object({ text: Type.String(), name: Type.String(), contact: Type.String() });
export const idParams = Type.Object({ id: Type.String({ maxLength: 64 }) });
