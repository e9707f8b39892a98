import { createHmac } from 'node:crypto';

import type { Database } from '../db/database.ts';
import { TooMany } from '../errors.ts';
import {
  addAttempt,
  deleteAttemptsBefore,
  deleteAttemptsOf,
  readAttempts,
  subtractAttempt,
} from './attempts.queries.ts';

/** The longest window a counter may have; older rows are pruned. */
const longestWindowSeconds = 86_400;

export type Attempts = {
  /**
   * Counts one try under `key` and returns how many fell into the window, this one included. The window slides: the
   * share of the fixed window before that still lies in it is added, so its edge cannot be used to try twice as often.
   */
  countAttempt(scope: string, key: string, windowSeconds: number): Promise<number>;
  /** The same number without counting. */
  recentAttempts(scope: string, key: string, windowSeconds: number): Promise<number>;
  /** Counts, and throws TooMany `rate_limited` with `retryAfterSeconds` above `limit`. */
  limitAttempts(scope: string, key: string, limit: { max: number; windowSeconds: number }): Promise<void>;
  /** Takes one counted try back, because it turned out to be none. */
  takeBackAttempt(scope: string, key: string, windowSeconds: number): Promise<void>;
  /** Starts the counter again, after a success. */
  forgetAttempts(scope: string, key: string, windowSeconds: number): Promise<void>;
  /** What stands for a key where it must not be written: the first 16 hexadecimal digits of a keyed hash. */
  pseudonym(scope: string, key: string): string;
  /** Removes what no window reaches any more; run it daily. */
  pruneAttempts(): Promise<void>;
};

/**
 * Counters against guessing, kept in the database so that all processes share them. Every count is its own short
 * transaction: a refused request must not roll its own counting back.
 *
 * @param deps.hashKey 32 secret bytes; keys (addresses, e-mails, numbers) are stored as HMAC-SHA-256 under it only
 */
export function createAttempts(deps: { database: Database; hashKey: Uint8Array; clock?: () => Date }): Attempts {
  const clock = deps.clock ?? (() => new Date());

  const counterOf = (scope: string, key: string, windowSeconds: number) => {
    if (!(windowSeconds >= 1 && windowSeconds <= longestWindowSeconds)) throw new RangeError('window out of range');
    const now = clock().getTime();
    const length = windowSeconds * 1000;
    const start = Math.floor(now / length) * length;
    return {
      scope: `${scope}/${windowSeconds}`,
      keyHash: createHmac('sha256', deps.hashKey).update(scope).update('\0').update(key).digest(),
      windowStart: new Date(start),
      previousStart: new Date(start - length),
      shareOfPrevious: 1 - (now - start) / length,
    };
  };

  const attempts: Attempts = {
    async countAttempt(scope, key, windowSeconds) {
      const counter = counterOf(scope, key, windowSeconds);
      const { current, previous } = await deps.database.outsideFirm((tx) => addAttempt(tx, counter));
      return current + Math.floor(previous * counter.shareOfPrevious);
    },
    async recentAttempts(scope, key, windowSeconds) {
      const counter = counterOf(scope, key, windowSeconds);
      const { current, previous } = await deps.database.outsideFirm((tx) => readAttempts(tx, counter));
      return current + Math.floor(previous * counter.shareOfPrevious);
    },
    async limitAttempts(scope, key, { max, windowSeconds }) {
      if ((await attempts.countAttempt(scope, key, windowSeconds)) > max) {
        throw new TooMany('rate_limited', 'Too many tries. Please wait a while.', { retryAfterSeconds: windowSeconds });
      }
    },
    async takeBackAttempt(scope, key, windowSeconds) {
      const counter = counterOf(scope, key, windowSeconds);
      await deps.database.outsideFirm((tx) => subtractAttempt(tx, counter));
    },
    async forgetAttempts(scope, key, windowSeconds) {
      const counter = counterOf(scope, key, windowSeconds);
      await deps.database.outsideFirm((tx) => deleteAttemptsOf(tx, counter.scope, counter.keyHash));
    },
    pseudonym(scope, key) {
      const hash = createHmac('sha256', deps.hashKey).update('pseudonym\0').update(scope).update('\0').update(key);
      return hash.digest('hex').slice(0, 16);
    },
    async pruneAttempts() {
      const before = new Date(clock().getTime() - 2 * longestWindowSeconds * 1000);
      await deps.database.outsideFirm((tx) => deleteAttemptsBefore(tx, before));
    },
  };
  return attempts;
}
