import { Type } from 'typebox';

const uuid = Type.String({ format: 'uuid' });
const instant = Type.String({ format: 'date-time' });
const count = Type.Integer({ minimum: 0 });
const orNull = <T extends ReturnType<typeof Type.String>>(type: T) => Type.Union([type, Type.Null()]);

export const rules = Type.Object({
  timeZone: Type.String({ description: 'IANA name of the zone whose calendar counts' }),
  rules: Type.Array(
    Type.Object({
      name: Type.String(),
      containerKind: Type.String(),
      bound: Type.Union([Type.Literal('at-most'), Type.Literal('at-least')]),
      period: Type.Integer({ minimum: 1 }),
      unit: Type.Union([Type.Literal('days'), Type.Literal('years')]),
      starts: Type.Union([Type.Literal('arrival'), Type.Literal('close'), Type.Literal('year-end')]),
      legalBasis: Type.String(),
    }),
  ),
});

export const previewQuery = Type.Object({
  until: Type.Optional(Type.String({ format: 'date-time', description: 'Default: in 24 hours' })),
});
export const preview = Type.Object({
  until: instant,
  items: Type.Array(
    Type.Object({
      id: uuid,
      customerNumber: Type.String(),
      reason: Type.Union([Type.Literal('due'), Type.Literal('never-submitted')]),
      rule: Type.String(),
      due: instant,
      begunAt: instant,
      arrivedAt: orNull(instant),
      files: count,
      bytes: count,
      kept: Type.Union([
        Type.Object({ by: Type.Union([Type.Literal('hold'), Type.Literal('rule')]), until: orNull(instant) }),
        Type.Null(),
      ]),
    }),
    { description: 'The first thousand' },
  ),
  totals: Type.Object({ erased: count, files: count, bytes: count, kept: count }),
  more: Type.Boolean(),
});

export const runsQuery = Type.Object({
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500, default: 50 })),
});
export const run = Type.Object({
  id: uuid,
  beganAt: instant,
  endedAt: instant,
  outcome: Type.Union([Type.Literal('done'), Type.Literal('refused')], {
    description: 'refused: the clock had jumped, so nothing was given up',
  }),
  givenUp: count,
  erased: count,
  failed: count,
  held: count,
  overdue: count,
  byRule: Type.Record(Type.String(), count),
});
export const runs = Type.Object({ lastRunAt: instant, runs: Type.Array(run) });
export const runBody = Type.Union([
  Type.Object(
    { clockIsRight: Type.Optional(Type.Boolean({ description: 'Believe the clock although it jumped' })) },
    { additionalProperties: false },
  ),
  Type.Null(),
]);

const scope = Type.Union([Type.Literal('dropoff'), Type.Literal('customer'), Type.Literal('firm')]);
export const hold = Type.Object({
  id: uuid,
  scope,
  dropoffId: orNull(uuid),
  customerId: orNull(uuid),
  customerNumber: orNull(Type.String()),
  reason: Type.String(),
  placedBy: Type.String({ description: "The person's name" }),
  placedAt: instant,
  until: orNull(instant),
  liftedAt: orNull(instant),
});
export const holds = Type.Object({ holds: Type.Array(hold) });
export const holdsQuery = Type.Object({
  ended: Type.Optional(Type.Boolean({ description: 'Those that were lifted or ran out, instead of those in force' })),
});
export const holdBody = Type.Object(
  {
    scope,
    dropoffId: Type.Optional(uuid),
    customerId: Type.Optional(uuid),
    reason: Type.String({ minLength: 1, maxLength: 2000 }),
    until: Type.Optional(Type.Union([instant, Type.Null()])),
  },
  { additionalProperties: false },
);
export const holdParams = Type.Object({ id: uuid });
