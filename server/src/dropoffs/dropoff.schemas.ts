import { type TSchema, Type } from 'typebox';

import { secret } from '../requests/request.schemas.ts';

const uuid = Type.String({ format: 'uuid' });
const instant = Type.String({ format: 'date-time' });
const bytes = Type.Integer({ minimum: 0, description: 'Bytes' });
const state = Type.Union(
  [Type.Literal('open'), Type.Literal('submitted'), Type.Literal('closed'), Type.Literal('expired')],
  { description: 'open: files arrive; submitted: handed over; closed: erased; expired: never submitted' },
);
const nullable = <T extends TSchema>(type: T) => Type.Union([type, Type.Null()]);

export const idParams = Type.Object({ id: uuid });

const limits = Type.Object({ maxFileBytes: bytes, maxTotalBytes: bytes, maxFiles: Type.Integer({ minimum: 1 }) });

const answer = Type.Optional(Type.String({ maxLength: 1000 }));
export const answers = Type.Object(
  { contactName: answer, email: answer, phone: answer, caseReference: answer },
  { additionalProperties: false, description: "Rows of a profile's form beyond number and note" },
);
const slug = Type.String({ maxLength: 40, description: 'Last part of the address /einsenden/<profile>' });

export const openBody = Type.Object(
  {
    customerNumber: Type.String({ minLength: 1, maxLength: 64 }),
    note: Type.Optional(Type.String({ maxLength: 20_000 })),
    firm: Type.Optional(uuid),
    profile: Type.Optional(slug),
    answers: Type.Optional(answers),
    altcha: Type.Optional(Type.String({ maxLength: 10_000, description: 'Solved challenge of /api/challenge' })),
    request: Type.Optional(secret),
    caseReference: Type.Optional(Type.String({ maxLength: 100, description: "The firm's own name for the case" })),
    link: Type.Optional(
      Type.Object(
        {
          until: Type.Integer({ minimum: 0, maximum: 9_999_999_999, description: 'Seconds since 1970' }),
          signature: Type.String({ maxLength: 100, description: 'Ed25519 over the lines of the link, base64url' }),
        },
        { additionalProperties: false, description: 'Of a link that the firm’s own program signed' },
      ),
    ),
  },
  { additionalProperties: false },
);
export const openedDropoff = Type.Object({
  id: uuid,
  token: Type.String({ description: 'Bearer token of this drop-off; shown this once' }),
  expiresAt: instant,
  limits,
  customerHint: Type.String({ description: "Enough of the customer's name to notice a wrong number" }),
  eraseAfterDays: Type.Integer({ minimum: 1, maximum: 14 }),
});

export const changeBody = Type.Object(
  {
    note: Type.Optional(Type.String({ maxLength: 20_000 })),
    answers: Type.Optional(answers),
    expectedFiles: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000 })),
    expectedBytes: Type.Optional(bytes),
  },
  { additionalProperties: false },
);

export const submitBody = Type.Union([
  Type.Object({ expectedFiles: Type.Optional(Type.Integer({ minimum: 1 })) }, { additionalProperties: false }),
  Type.Null(),
]);

const leaf = Type.Object({
  salt: Type.String({ description: '32 bytes, base64' }),
  data: Type.String({ description: "The log's entry: what the leaf is the hash of" }),
  event: Type.Object({
    id: Type.Integer(),
    firm: uuid,
    at: instant,
    kind: Type.String(),
    actor: Type.Object({ kind: Type.Enum(['staff', 'submitter', 'system', 'anonymous']), id: nullable(uuid) }),
    subject: Type.Object({ kind: Type.String(), id: nullable(uuid) }),
    details: Type.Record(Type.String(), Type.Unknown()),
  }),
});

/** Members of a document whose event the firm's log has (proofs/SPEC.md); they follow when it was not there in time. */
const proofMembers = {
  leaf: Type.Optional(leaf),
  proof: Type.Optional(Type.String({ description: 'C2SP tlog-proof with the signed checkpoint' })),
  verifierKey: Type.Optional(Type.String({ description: "The log's key, C2SP signed-note vkey" })),
};
const signatureOverAll = Type.String({
  description: 'Ed25519 over the canonical JSON of all but itself and the proof (proofs/SPEC.md), base64',
});

export const receipt = Type.Object({
  format: Type.Literal('schleuse-receipt-v1'),
  id: uuid,
  firm: Type.String(),
  customerNumber: Type.String(),
  receivedAt: instant,
  erasesAt: instant,
  files: Type.Array(
    Type.Object({ name: Type.String(), size: bytes, sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }) }),
  ),
  signingKey: Type.String({ description: 'Ed25519 public key of the firm, base64' }),
  signature: signatureOverAll,
  ...proofMembers,
});

const orderCause = Type.Object({
  kind: Type.Literal('order'),
  reason: Type.Literal('closed'),
  accountId: nullable(uuid),
});
const restoreCause = Type.Object({ kind: Type.Literal('restore'), reason: Type.Literal('erased-after-backup') });
const ruleCause = Type.Object({
  kind: Type.Literal('rule'),
  reason: Type.Union([Type.Literal('due'), Type.Literal('never-submitted')]),
  rule: Type.String(),
  bound: Type.Union([Type.Literal('at-most'), Type.Literal('at-least')]),
  legalBasis: Type.String(),
  due: instant,
});

export const erasureCertificate = Type.Object({
  format: Type.Literal('schleuse-erasure-v1'),
  id: uuid,
  firm: Type.String(),
  container: Type.Object({
    id: uuid,
    kind: Type.Union([Type.Literal('dropoff'), Type.Literal('message')]),
    begunAt: instant,
    arrivedAt: nullable(instant),
  }),
  cause: Type.Union([orderCause, restoreCause, ruleCause]),
  orderedAt: instant,
  erasedAt: instant,
  erased: Type.Object({
    files: Type.Array(Type.Object({ size: bytes, sha256: nullable(Type.String({ pattern: '^[0-9a-f]{64}$' })) })),
    totalBytes: bytes,
    unfinished: Type.Object({ files: Type.Integer({ minimum: 0 }), bytes }),
  }),
  key: Type.Object({
    destroyed: Type.Literal(true),
    algorithm: Type.Integer({ description: 'HPKE KEM id' }),
    publicKeySha256: Type.String(),
  }),
  kept: Type.Array(
    Type.Object({
      what: Type.Literal('record'),
      rule: Type.String(),
      legalBasis: Type.String(),
      atLeastUntil: instant,
    }),
  ),
  signingKey: Type.String({ description: 'Ed25519 public key of the firm, base64' }),
  signature: signatureOverAll,
  ...proofMembers,
});

export const submitterView = Type.Object({
  id: uuid,
  state,
  expiresAt: instant,
  erasesAt: instant,
  customerNumber: Type.String(),
  customerHint: Type.String(),
  note: Type.String(),
  profile: Type.Optional(slug),
  answers: Type.Optional(answers),
  limits,
  uploads: Type.Array(
    Type.Object({
      id: uuid,
      name: Type.String(),
      relativePath: Type.String(),
      mediaType: Type.String(),
      length: bytes,
      received: bytes,
      state: Type.Union([Type.Literal('open'), Type.Literal('complete')]),
    }),
  ),
  receipt: Type.Optional(receipt),
});

export const inboxQuery = Type.Object({
  state: Type.Optional(state),
  search: Type.Optional(Type.String({ maxLength: 200, description: 'In number, customer, note and file names' })),
  cursor: Type.Optional(Type.String({ maxLength: 200 })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
});
export const inboxItem = Type.Object({
  id: uuid,
  customerNumber: Type.String(),
  customerName: Type.String(),
  note: Type.String(),
  profile: nullable(
    Type.Object({ slug, name: Type.String() }, { description: 'The profile it came by; null: the plain drop-off' }),
  ),
  answers,
  caseReference: Type.String({ description: 'From a link of the firm’s own program; empty without' }),
  request: nullable(Type.Object({ id: uuid, what: Type.String() }, { description: 'The request it answers' })),
  agreement: Type.Union([Type.Literal('in-force'), Type.Literal('requested'), Type.Literal('none')], {
    description: 'Whether a processing agreement with the customer is in force, or its sender asked for one',
  }),
  state,
  receivedAt: nullable(instant),
  createdAt: instant,
  erasesAt: instant,
  closedAt: nullable(instant),
  seen: Type.Boolean(),
  fileCount: Type.Integer({ minimum: 0 }),
  totalBytes: bytes,
  progress: Type.Optional(
    Type.Object({
      files: Type.Integer(),
      of: Type.Integer(),
      bytes,
      ofBytes: bytes,
      lastAt: Type.String({ format: 'date-time', description: 'When bytes came last, to about ten seconds' }),
    }),
  ),
  ready: Type.Boolean({ description: 'Submitted, and no file waits for its virus scan' }),
  waiting: Type.Integer({ minimum: 0, description: 'Files that wait for their virus scan' }),
  quarantined: Type.Integer({ minimum: 0, description: 'Files in quarantine' }),
  files: Type.Array(
    Type.Object({
      id: uuid,
      name: Type.String(),
      relativePath: Type.String(),
      mediaType: Type.String(),
      size: bytes,
      sha256: nullable(Type.String()),
      archive: nullable(
        Type.Object(
          { kind: Type.Enum(['zip', 'tar', 'rar4', 'rar5', 'gz']), contentsCheckable: Type.Boolean() },
          { description: 'What it is by its content, where the profile asked for archives' },
        ),
      ),
      scan: Type.Union(
        [
          Type.Literal('waiting'),
          Type.Literal('clean'),
          Type.Literal('infected'),
          Type.Literal('unscannable'),
          Type.Literal('unscanned'),
        ],
        { description: 'What the virus scanner said; unscanned: there was none' },
      ),
      finding: nullable(Type.String({ description: 'Why it is unscannable; to owners what was found in it' })),
      released: Type.Union([Type.Object({ at: instant, reason: Type.String() }), Type.Null()]),
      erasedAt: nullable(instant),
    }),
    { description: 'In the list of all, the first hundred; those in quarantine for owners only' },
  ),
});
export const inboxPage = Type.Object({ items: Type.Array(inboxItem), nextCursor: nullable(Type.String()) });
export const inboxDetail = Type.Object({
  ...inboxItem.properties,
  events: Type.Array(
    Type.Object({
      at: instant,
      kind: Type.String(),
      actorKind: Type.Union([
        Type.Literal('staff'),
        Type.Literal('submitter'),
        Type.Literal('system'),
        Type.Literal('anonymous'),
      ]),
      actorName: nullable(Type.String()),
      details: Type.Record(Type.String(), Type.Unknown()),
    }),
  ),
});

export const closedDropoff = Type.Object({
  id: uuid,
  state,
  closedAt: instant,
  erasure: Type.Literal('begun', { description: 'Nobody can read the files any more; they are being destroyed' }),
});

export const readme = Type.Object({
  name: Type.String(),
  text: Type.String({ description: 'Its first 64 KiB' }),
  contact: nullable(
    Type.Object(
      { kind: Type.Enum(['email', 'telephone']), value: Type.String() },
      { description: 'The first one in it' },
    ),
  ),
});
