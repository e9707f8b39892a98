import { Type } from 'typebox';

const number = Type.String({ minLength: 1, maxLength: 64 });
const name = Type.String({ minLength: 1, maxLength: 400 });
const count = Type.Integer({ minimum: 0 });

export const customer = Type.Object({
  id: Type.String({ format: 'uuid' }),
  number: Type.String(),
  name: Type.String(),
  active: Type.Boolean({ description: 'False: its number is answered like one nobody has' }),
  createdAt: Type.String({ format: 'date-time' }),
  changedAt: Type.String({ format: 'date-time' }),
});

export const newCustomer = Type.Object({ number, name });
export const customerPatch = Type.Object({ name: Type.Optional(name), active: Type.Optional(Type.Boolean()) });

export const listQuery = Type.Object({
  search: Type.Optional(Type.String({ maxLength: 200, description: 'In names, or at the beginning of numbers' })),
  cursor: Type.Optional(Type.String({ maxLength: 2_000 })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
});
export const customerPage = Type.Object({
  items: Type.Array(customer),
  nextCursor: Type.Union([Type.String(), Type.Null()]),
});

export const importQuery = Type.Object({
  preview: Type.Optional(Type.Boolean({ description: 'Only say what would happen' })),
});
export const importResult = Type.Object({
  total: count,
  new: count,
  changed: count,
  unchanged: count,
  errors: Type.Array(
    Type.Object({
      line: Type.Integer({ minimum: 1 }),
      code: Type.Union([
        Type.Literal('number_missing'),
        Type.Literal('number_malformed'),
        Type.Literal('number_twice'),
        Type.Literal('name_missing'),
        Type.Literal('name_too_long'),
      ]),
      value: Type.Optional(Type.String()),
    }),
    { description: 'The first 500' },
  ),
  errorCount: count,
  sample: Type.Array(
    Type.Object({
      number: Type.String(),
      name: Type.String(),
      change: Type.Union([Type.Literal('new'), Type.Literal('changed')]),
    }),
    { description: 'The first ten rows that change something' },
  ),
});

/** ALTCHA 2: solved by its own libraries; the members are theirs. */
export const challenge = Type.Object({
  parameters: Type.Record(Type.String(), Type.Unknown()),
  signature: Type.Optional(Type.String()),
});
