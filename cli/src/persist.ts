import { setTimeout as wait } from 'node:timers/promises';

import { ApiProblem } from '@schleuse/client/problem';
import { retryDelay } from '@schleuse/client/retry-delay';

/**
 * Repeats a call while line or server are in trouble, for at most `seconds`.
 *
 * @throws the last ApiProblem; the signal's reason when aborted
 */
export async function persist<T>(call: () => Promise<T>, seconds: number, signal: AbortSignal): Promise<T> {
  const end = Date.now() + seconds * 1000;
  for (let failures = 1; ; failures += 1) {
    signal.throwIfAborted();
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof ApiProblem) || !error.passing) throw error;
      const delay = Math.max(retryDelay(failures), error.retryAfterSeconds(0) * 1000);
      if (Date.now() + delay > end) throw error;
      await wait(delay, undefined, { signal });
    }
  }
}
