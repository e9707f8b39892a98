import { randomBytes } from 'node:crypto';

import { generateURI, verify } from 'otplib';

/** Seconds a code counts (RFC 6238, 5.2) and how far the clock of a telephone may be off: one step either way. */
const period = 30;

/** 160 random bits, as RFC 4226 (4, R6) recommends. */
export function newTotpSecret(): Uint8Array {
  return randomBytes(20);
}

/** The secret as people type it and programs read it: base 32 without padding (RFC 4648). */
export function writeTotpSecret(secret: Uint8Array): string {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  let bits = '';
  for (const byte of secret) bits += byte.toString(2).padStart(8, '0');
  return (bits.match(/.{1,5}/g) ?? []).map((five) => letters.charAt(Number.parseInt(five.padEnd(5, '0'), 2))).join('');
}

/** The address behind the square code that authenticator programs scan. */
export function totpUri(secret: Uint8Array, issuer: string, email: string): string {
  // A colon would end the issuer's name.
  return generateURI({ secret: writeTotpSecret(secret), issuer: issuer.replaceAll(':', ' '), label: email });
}

/** Six digits, as typed: spaces are left out. */
export function readTotpCode(typed: string): string | undefined {
  const code = typed.replace(/\s/g, '');
  return /^\d{6}$/.test(code) ? code : undefined;
}

/**
 * The time step the code belongs to, if it is valid now or one step before or after, and newer than `lastStep`.
 * Whoever accepts it must store the step in the same statement that compares it (RFC 6238, 5.2: only once).
 */
export async function matchTotp(
  secret: Uint8Array,
  code: string,
  at: { now: Date; lastStep: number },
): Promise<number | undefined> {
  const epoch = Math.floor(at.now.getTime() / 1000);
  const newest = Math.floor(epoch / period) + 1;
  if (at.lastStep >= newest) return undefined;
  const result = await verify({
    secret,
    token: code,
    epoch,
    period,
    epochTolerance: period,
    ...(at.lastStep >= 0 && { afterTimeStep: at.lastStep }),
  });
  return result.valid && 'timeStep' in result ? result.timeStep : undefined;
}
