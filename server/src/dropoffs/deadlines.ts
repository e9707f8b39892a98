import { dueMoment, type Period } from '../retention/due-moment.ts';

const hour = 3_600_000;
/** No calendar comes into days at most; a zone has to be named all the same. */
const anyZone = 'UTC';

/** No drop-off is kept longer, whatever a firm's setting says. */
export const longestKeptDays = 14;

/**
 * When a submitted drop-off is erased: whole days of 24 hours after its arrival, so that no time zone and no change of
 * clocks moves it.
 * @param days the period of the firm's rule, 1 to 14
 */
export function erasureOfSubmitted(receivedAt: Date, days: number): Date {
  return endOf(Math.min(days, longestKeptDays), receivedAt);
}

/** When a drop-off that is never submitted is erased at the latest. */
export function erasureOfOpen(createdAt: Date): Date {
  return endOf(longestKeptDays, createdAt);
}

function endOf(days: number, arrival: Date): Date {
  const rule: Period = { bound: 'at-most', period: days, unit: 'days', starts: 'arrival' };
  return dueMoment(rule, { arrival }, anyZone) ?? arrival;
}

/** Until when a token takes files: 72 hours after the last progress, never past the erasure. */
export function expiryOfOpen(progressAt: Date, erasesAt: Date): Date {
  return new Date(Math.min(progressAt.getTime() + 72 * hour, erasesAt.getTime()));
}

/** A drop-off without progress since this moment is followed up (2 hours). */
export function followUpHorizon(now: Date): Date {
  return new Date(now.getTime() - 2 * hour);
}
