import { decodeBase64, encodeBase64 } from './base64.ts';
import { MalformedLog } from './malformed-log.ts';
import type { Hash } from './merkle-tree.ts';
import { hashSize } from './merkle-tree.ts';

/** A whole number without leading zeroes, 0 to 2^53 - 1. @throws MalformedLog */
export function parseDecimal(text: string): number {
  const value = /^(0|[1-9]\d{0,15})$/.test(text) ? Number(text) : Number.NaN;
  if (!Number.isSafeInteger(value)) throw new MalformedLog('not a decimal number from 0 to 2^53 - 1');
  return value;
}

/** A line of base64. @throws MalformedLog unless it is 32 bytes */
export function parseHash(line: string): Hash {
  const hash = decodeBase64(line);
  if (hash?.length !== hashSize) throw new MalformedLog('not a hash of 32 bytes in base64');
  return hash;
}

/** One hash a line, each line ending with a newline. */
export function formatHashes(hashes: readonly Hash[]): string {
  return hashes.map((hash) => `${encodeBase64(hash)}\n`).join('');
}
