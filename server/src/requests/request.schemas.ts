import { Type } from 'typebox';

const uuid = Type.String({ format: 'uuid' });
const instant = Type.String({ format: 'date-time' });
const nullableText = Type.Union([Type.String(), Type.Null()]);
const what = Type.String({ minLength: 1, maxLength: 1000, description: 'What is asked for' });
const maxUses = Type.Integer({ minimum: 1, maximum: 1000 });

export const request = Type.Object({
  id: uuid,
  customer: Type.Union([Type.Object({ id: uuid, number: Type.String(), name: Type.String() }), Type.Null()]),
  what,
  until: instant,
  maxUses,
  uses: Type.Integer({ minimum: 0, description: 'Drop-offs handed over or under way' }),
  createdBy: Type.String({ description: "The person's name" }),
  createdAt: instant,
  revokedAt: Type.Union([instant, Type.Null()]),
  dropoffs: Type.Array(Type.Object({ id: uuid, customerNumber: Type.String(), receivedAt: instant }), {
    description: 'Handed over, the newest first, at most fifty',
  }),
});
export const requests = Type.Object({ requests: Type.Array(request) });
export const requestsQuery = Type.Object({
  ended: Type.Optional(Type.Boolean({ description: 'Those that were revoked or ran out, instead of those in force' })),
});
export const newRequest = Type.Object(
  { customerId: Type.Optional(uuid), what, until: instant, maxUses },
  { additionalProperties: false },
);
export const createdRequest = Type.Object({
  request,
  secret: Type.String({ description: 'For /einsenden#anfrage=<secret>; shown this once' }),
});
export const requestParams = Type.Object({ id: uuid });

export const secret = Type.String({ pattern: '^[\\w-]{43}$' });
export const lookBody = Type.Object({ secret, firm: Type.Optional(uuid) }, { additionalProperties: false });
export const askedFor = Type.Object({
  what,
  askedBy: Type.String(),
  until: instant,
  customerNumber: nullableText,
  usesLeft: Type.Integer({ minimum: 0 }),
});

export const linkKey = Type.Object({
  publicKey: Type.Union([Type.String({ description: 'Ed25519, base64' }), Type.Null()]),
  madeAt: Type.Union([instant, Type.Null()]),
});
export const newLinkKey = Type.Object({
  publicKey: Type.String(),
  madeAt: instant,
  privateKey: Type.String({ description: 'PKCS #8 as PEM; shown this once and kept nowhere' }),
});
