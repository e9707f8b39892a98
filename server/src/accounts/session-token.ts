import { createHash, randomBytes } from 'node:crypto';

/** A secret to hand out once and what is kept of it. */
export type NewToken = { token: string; hash: Buffer };

/** 32 random bytes as base64url; only its SHA-256 is stored. A fast hash is enough for 256 random bits. */
export function newToken(): NewToken {
  const token = randomBytes(32).toString('base64url');
  return { token, hash: hashToken(token) };
}

export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

/** Whether it can be one of ours at all. */
export function looksLikeToken(token: string): boolean {
  return /^[A-Za-z0-9_-]{43}$/.test(token);
}
