import { Type } from 'typebox';

import { eventKinds } from '../evidence/event-kinds.ts';

const uuid = Type.String({ format: 'uuid' });
const nullableText = Type.Union([Type.String(), Type.Null()]);
const actorKind = Type.Union([
  Type.Literal('staff'),
  Type.Literal('submitter'),
  Type.Literal('system'),
  Type.Literal('anonymous'),
]);
// An open list: an old log may hold kinds that nobody writes any more.
const kind = Type.Unsafe<string>({ type: 'string', enum: [...eventKinds] });
const index = Type.Union([Type.Integer({ minimum: 0 }), Type.Null()], {
  description: "Its leaf in the firm's log, from 0; null until the next checkpoint",
});

export const protocolFilters = {
  kind: Type.Optional(Type.String({ maxLength: 500, description: 'One kind of event or several, with commas' })),
  actor: Type.Optional(
    Type.String({ maxLength: 40, description: "An account's id, or staff, submitter, system, anonymous" }),
  ),
  search: Type.Optional(
    Type.String({ maxLength: 200, description: 'In kinds, names of staff, customer numbers, ids and details' }),
  ),
  from: Type.Optional(Type.String({ format: 'date-time' })),
  to: Type.Optional(Type.String({ format: 'date-time', description: 'Not included' })),
};
export const exportQuery = Type.Object(protocolFilters);
export const protocolQuery = Type.Object({
  ...protocolFilters,
  cursor: Type.Optional(Type.String({ maxLength: 20 })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
});

export const protocolPage = Type.Object({
  items: Type.Array(
    Type.Object({
      id: Type.Integer(),
      at: Type.String({ format: 'date-time' }),
      kind,
      actor: Type.Object({ kind: actorKind, id: Type.Union([uuid, Type.Null()]), name: nullableText }),
      subject: Type.Object({ kind: Type.String(), id: Type.Union([uuid, Type.Null()]), customerNumber: nullableText }),
      details: Type.Union([Type.Record(Type.String(), Type.Unknown()), Type.Null()], {
        description: 'Null once they are forgotten',
      }),
      index,
    }),
  ),
  nextCursor: nullableText,
});

export const dropoffParams = Type.Object({ id: uuid });
export const accessList = Type.Object({
  items: Type.Array(
    Type.Object({
      at: Type.String({ format: 'date-time' }),
      kind,
      by: Type.Union([
        Type.Literal('owner'),
        Type.Literal('agent'),
        Type.Literal('submitter'),
        Type.Literal('system'),
        Type.Literal('anonymous'),
      ]),
      file: Type.Union([Type.Object({ id: uuid, name: Type.Union([Type.String(), Type.Null()]) }), Type.Null()]),
      index,
    }),
  ),
});
