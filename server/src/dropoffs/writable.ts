import { Conflict, NotFound } from '../errors.ts';

/**
 * Throws unless files may still be added: Conflict `dropoff_submitted` or `dropoff_closed`, `expired` when its time is
 * over, NotFound when there is none.
 */
export function assertWritable<T extends { state: string; expires_at: Date }>(
  dropoff: T | undefined,
  now: Date,
): asserts dropoff is T {
  if (!dropoff) throw new NotFound();
  if (dropoff.state === 'submitted') {
    throw new Conflict('dropoff_submitted', 'This drop-off is complete; nothing can be added to it.');
  }
  if (dropoff.state === 'closed') {
    throw new Conflict('dropoff_closed', 'The firm has closed this drop-off; its files are erased.');
  }
  if (dropoff.state !== 'open' || dropoff.expires_at <= now) {
    throw new Conflict('expired', 'The time for this drop-off is over. Please begin a new one.');
  }
}
