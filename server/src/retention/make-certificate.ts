import { createHash } from 'node:crypto';

import {
  erasureBytes,
  type ErasureCause,
  type ErasureCertificate,
  type Kept,
  type UnsignedErasureCertificate,
} from '@schleuse/proofs/erasure-certificate';

import type { ErasedKind } from '../evidence/dropoff-events.ts';
import { dueMoment, type RetentionRule } from './due-moment.ts';
import type { ContainerState, listWhatGoes } from './retention.queries.ts';
import { ruleOf } from './rules.ts';

/** What the owner of a container knows of it; times that no longer matter to anybody else. */
export type ErasedSubject = {
  dropoffId: string;
  begunAt: Date;
  /** Null when it was never handed over as a whole. */
  arrivedAt: Date | null;
  /** Slug of the profile it came by. */
  profile: string | null;
  /** When its time was over by itself. */
  due: Date;
  /** What it is, and by which rule it goes, where it is no drop-off. */
  subjectKind?: ErasedKind;
  rule?: string;
};

export type CertificateFacts = {
  firm: { name: string; receiptPublicKey: Uint8Array };
  container: ContainerState;
  subject: ErasedSubject;
  goes: Awaited<ReturnType<typeof listWhatGoes>>;
  rules: RetentionRule[];
  timeZone: string;
  erasedAt: Date;
};

/** Builds and signs it. Nothing in it names a person, a file or its contents; the account is an id. */
export async function makeCertificate(
  facts: CertificateFacts,
  sign: (bytes: Uint8Array) => Promise<Uint8Array>,
): Promise<ErasureCertificate> {
  const { container, subject, goes, erasedAt, firm } = facts;
  const unsigned: UnsignedErasureCertificate = {
    format: 'schleuse-erasure-v1',
    id: subject.dropoffId,
    firm: firm.name,
    container: {
      id: container.id,
      kind: container.kind,
      begunAt: subject.begunAt.toISOString(),
      arrivedAt: subject.arrivedAt?.toISOString() ?? null,
    },
    cause: causeOf(facts),
    orderedAt: (container.erase_requested_at ?? erasedAt).toISOString(),
    erasedAt: erasedAt.toISOString(),
    erased: {
      files: goes.files.map(({ size, sha256 }) => ({ size, sha256: sha256?.toString('hex') ?? null })),
      totalBytes: goes.files.reduce((sum, { size }) => sum + size, 0),
      unfinished: goes.unfinished,
    },
    key: {
      destroyed: true,
      algorithm: container.key_algorithm,
      publicKeySha256: createHash('sha256').update(container.public_key).digest('hex'),
    },
    kept: keptOf(facts),
    signingKey: Buffer.from(firm.receiptPublicKey).toString('base64'),
  };
  const signature = await sign(erasureBytes(unsigned));
  return { ...unsigned, signature: Buffer.from(signature).toString('base64') };
}

function causeOf({ container, rules, subject }: CertificateFacts): ErasureCause {
  const reason = container.erase_reason ?? 'due';
  if (reason === 'closed') return { kind: 'order', reason, accountId: container.erase_ordered_by };
  if (reason === 'erased-after-backup') return { kind: 'restore', reason };
  const name = subject.rule ?? ruleOf(reason, subject.profile);
  const rule = rules.find((each) => each.name === name);
  return {
    kind: 'rule',
    reason,
    rule: name,
    bound: rule?.bound ?? 'at-most',
    legalBasis: rule?.legalBasis ?? '',
    due: subject.due.toISOString(),
  };
}

/** Number, times, counts, this certificate and the events: what each rule about records says of them. */
function keptOf({ rules, timeZone, erasedAt }: CertificateFacts): Kept[] {
  return rules
    .filter((rule) => rule.containerKind === 'record' && rule.bound === 'at-least')
    .flatMap((rule) => {
      const end = dueMoment(rule, { arrival: erasedAt, close: erasedAt }, timeZone);
      if (!end) return [];
      const { name, legalBasis } = rule;
      return [{ what: 'record' as const, rule: name, legalBasis, atLeastUntil: end.toISOString() }];
    });
}
