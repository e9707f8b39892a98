import { createHash, randomInt } from 'node:crypto';

export const recoveryCodeCount = 10;

/** Letters and digits nobody mistakes for one another (Crockford's base 32). */
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';
const length = 16;

/** Ten codes of 80 random bits, written in fours: `7k2m-91xp-0cqd-v8hz`. */
export function newRecoveryCodes(): string[] {
  return Array.from({ length: recoveryCodeCount }, () => {
    const letters = Array.from({ length }, () => alphabet.charAt(randomInt(alphabet.length))).join('');
    return letters.match(/.{4}/g)?.join('-') ?? letters;
  });
}

/** A code as typed by hand, brought to one form; undefined if it cannot be one. */
export function readRecoveryCode(typed: string): string | undefined {
  const code = typed.toLowerCase().replace(/[\s-]/g, '').replaceAll('o', '0').replace(/[il]/g, '1');
  return new RegExp(`^[${alphabet}]{${length}}$`).test(code) ? code : undefined;
}

/** What is stored of a code: bound to its account, so that equal rows mean nothing. */
export function hashRecoveryCode(accountId: string, code: string): Buffer {
  return createHash('sha256')
    .update(`schleuse.recovery-code\0${accountId}\0${code.replaceAll('-', '')}`)
    .digest();
}
