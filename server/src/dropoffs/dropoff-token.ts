import { createHash, randomBytes } from 'node:crypto';

/** A bearer token of 32 random bytes; only its hash is stored, so it can be shown once only. */
export function newDropoffToken(): { token: string; hash: Buffer } {
  const token = randomBytes(32).toString('base64url');
  return { token, hash: hashDropoffToken(token) };
}

/** SHA-256; a token of 256 random bits needs no salt and no slow hash. */
export function hashDropoffToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
