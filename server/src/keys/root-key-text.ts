import { createHash } from 'node:crypto';

import { KEY_BYTES } from '@schleuse/sealing/message-keys';

import { StartRefused } from '../db/database-errors.ts';

// A root key as text that a person can type back from paper: Crockford's Base32 (no I, L, O, U) in groups of four,
// with three bytes of SHA-256 behind the key so that a slip is noticed. SPEC.md, "Root key file".

const DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const MARK = 'SRK1';
const CHECK_BYTES = 3;
const TEXT_LENGTH = ((KEY_BYTES + CHECK_BYTES) * 8) / 5;

/** The root key cannot be used; the message is one plain sentence for the operator. */
export class RootKeyError extends StartRefused {}

/** The key as `SRK1` and fourteen groups of four. */
export function encodeRootKey(key: Uint8Array): string {
  const text = toBase32(Buffer.concat([key, checkOf(key)]));
  return [MARK, ...(text.match(/.{4}/g) ?? [])].join('-');
}

/**
 * Reads a root key back. Lines beginning with `#`, blanks, hyphens and case do not matter; O is read as 0, I and L as 1.
 * @throws RootKeyError
 */
export function parseRootKey(text: string): Uint8Array {
  const lines = text.split(/\r?\n/).filter((line) => !line.trimStart().startsWith('#'));
  const signs = lines.join('').replaceAll(/[\s-]/g, '').toUpperCase();
  if (signs === '') throw new RootKeyError('it is empty');
  if (!signs.startsWith(MARK)) throw new RootKeyError(`it does not begin with ${MARK}`);
  const digits = signs.slice(MARK.length).replaceAll('O', '0').replaceAll(/[IL]/g, '1');
  if (digits.length !== TEXT_LENGTH) {
    throw new RootKeyError(`it has ${digits.length} signs after ${MARK} instead of ${TEXT_LENGTH}`);
  }
  const wrong = [...digits].find((digit) => !DIGITS.includes(digit));
  // The sign itself is not named: the message goes into logs.
  if (wrong !== undefined) throw new RootKeyError('it holds a sign that no root key has');
  const bytes = fromBase32(digits);
  const key = bytes.subarray(0, KEY_BYTES);
  if (!checkOf(key).equals(bytes.subarray(KEY_BYTES))) {
    throw new RootKeyError('its check digits do not fit: at least one sign is wrong');
  }
  return key;
}

/** What tells one root key from another without giving anything of it away: four groups of four. */
export function fingerprintRootKey(key: Uint8Array): string {
  const digest = createHash('sha256').update('schleuse.root-key.fingerprint.v1\0').update(key).digest();
  return toBase32(digest.subarray(0, 10)).match(/.{4}/g)?.join('-') ?? '';
}

function checkOf(key: Uint8Array): Buffer {
  return createHash('sha256').update('schleuse.root-key.check.v1\0').update(key).digest().subarray(0, CHECK_BYTES);
}

function toBase32(bytes: Uint8Array): string {
  let bits = '';
  for (const byte of bytes) bits += byte.toString(2).padStart(8, '0');
  return bits.replaceAll(/.{5}/g, (five) => DIGITS.charAt(Number.parseInt(five, 2)));
}

function fromBase32(text: string): Uint8Array {
  const bits = Array.from(text, (digit) => DIGITS.indexOf(digit).toString(2).padStart(5, '0')).join('');
  return Uint8Array.from({ length: bits.length / 8 }, (_, i) => Number.parseInt(bits.slice(8 * i, 8 * i + 8), 2));
}
