import type { ErasureCertificate } from './erasure-certificate.ts';
import {
  checkSigned,
  checkTexts,
  instant,
  isCount,
  MalformedDocument,
  readDocument,
  someText,
  uuid,
} from './read-document.ts';

/**
 * Reads an erasure certificate from its JSON text. Members it does not know are kept, as the signature covers them.
 * @throws MalformedDocument
 */
export function parseErasureCertificate(text: string): ErasureCertificate {
  return asErasureCertificate(readDocument(text));
}

/** The same for JSON that was read already. @throws MalformedDocument */
export function asErasureCertificate(document: Record<string, unknown>): ErasureCertificate {
  checkSigned(document, 'schleuse-erasure-v1', [
    ['orderedAt', instant],
    ['erasedAt', instant],
  ]);
  const container = memberOf(document, 'container');
  checkTexts(container, [
    ['id', uuid],
    ['kind', someText],
    ['begunAt', instant],
  ]);
  if (container['arrivedAt'] !== null) checkTexts(container, [['arrivedAt', instant]]);
  checkCause(memberOf(document, 'cause'));
  const erased = memberOf(document, 'erased');
  const unfinished = memberOf(erased, 'unfinished');
  if (![erased['totalBytes'], unfinished['files'], unfinished['bytes']].every(isCount)) {
    throw new MalformedDocument('a number of what was erased has the wrong form');
  }
  if (!listOf(erased, 'files').every(isErasedFile)) throw new MalformedDocument('a file has the wrong form');
  const key = memberOf(document, 'key');
  checkTexts(key, [['publicKeySha256', digest]]);
  if (key['destroyed'] !== true || !isCount(key['algorithm'])) throw new MalformedDocument('key has the wrong form');
  for (const kept of listOf(document, 'kept')) {
    checkTexts(kept, [
      ...['what', 'rule', 'legalBasis'].map((name) => [name, someText] as const),
      ['atLeastUntil', instant],
    ]);
  }
  return document as ErasureCertificate;
}

const digest = /^[0-9a-f]{64}$/;

function checkCause(cause: Record<string, unknown>): void {
  const { kind, accountId } = cause;
  checkTexts(cause, [['reason', someText]]);
  if (kind === 'rule') {
    checkTexts(cause, [
      ['rule', someText],
      ['bound', /^at-(most|least)$/],
      ['legalBasis', /^.*$/su],
      ['due', instant],
    ]);
  } else if (kind === 'order' ? accountId !== null && typeof accountId !== 'string' : kind !== 'restore') {
    throw new MalformedDocument('cause has the wrong form');
  }
}

function isErasedFile({ size, sha256 }: Record<string, unknown>): boolean {
  return isCount(size) && (sha256 === null || (typeof sha256 === 'string' && digest.test(sha256)));
}

function memberOf(object: Record<string, unknown>, member: string): Record<string, unknown> {
  const value = object[member];
  if (!isObject(value)) throw new MalformedDocument(`${member} has the wrong form`);
  return value;
}

function listOf(object: Record<string, unknown>, member: string): Record<string, unknown>[] {
  const value = object[member];
  if (!Array.isArray(value) || !value.every(isObject))
    throw new MalformedDocument(`${member} is not a list of objects`);
  return value;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
