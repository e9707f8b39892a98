import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

import { spendChallenge } from './proof-of-work.queries.ts';
import type { Database } from '../db/database.ts';

/** How long a browser may take to answer, in milliseconds. */
export const challengeTime = 5 * 60_000;

export type SealedChallenges = {
  /** A challenge for one purpose, base64url. Nothing is stored for it, so a flood of them costs nothing. */
  newChallenge(purpose: string): string;
  /** Whether it is ours, for this purpose, in time, and not used before. True is said once. */
  takeChallenge(purpose: string, challenge: string): Promise<boolean>;
};

/** Challenge = 16 random bytes ‖ end of its time (8 bytes, milliseconds) ‖ HMAC-SHA-256 over purpose and both. */
export function createSealedChallenges(deps: {
  database: Database;
  secret: Uint8Array;
  clock: () => Date;
}): SealedChallenges {
  const seal = (purpose: string, head: Uint8Array): Buffer =>
    createHmac('sha256', deps.secret).update(purpose).update('\0').update(head).digest();

  return {
    newChallenge(purpose) {
      const end = Buffer.alloc(8);
      end.writeBigUInt64BE(BigInt(deps.clock().getTime() + challengeTime));
      const head = Buffer.concat([randomBytes(16), end]);
      return Buffer.concat([head, seal(purpose, head)]).toString('base64url');
    },
    async takeChallenge(purpose, challenge) {
      const bytes = Buffer.from(challenge, 'base64url');
      if (bytes.length !== 56 || bytes.toString('base64url') !== challenge) return false;
      const head = bytes.subarray(0, 24);
      if (!timingSafeEqual(bytes.subarray(24), seal(purpose, head))) return false;
      const end = new Date(Number(head.readBigUInt64BE(16)));
      if (end <= deps.clock()) return false;
      const hash = createHash('sha256').update(bytes).digest();
      return await deps.database.outsideFirm((tx) => spendChallenge(tx, hash, end));
    },
  };
}
