const hour = 3_600_000;
const day = 24 * hour;

/** No drop-off is kept longer, whatever a firm's setting says. */
export const longestKeptDays = 14;

/**
 * When a submitted drop-off is erased: whole days of 24 hours after its arrival, so that no time zone and no change of
 * clocks moves it.
 * @param days the firm's setting, 1 to 14
 */
export function erasureOfSubmitted(receivedAt: Date, days: number): Date {
  return new Date(receivedAt.getTime() + Math.min(days, longestKeptDays) * day);
}

/** When a drop-off that is never submitted is erased at the latest. */
export function erasureOfOpen(createdAt: Date): Date {
  return new Date(createdAt.getTime() + longestKeptDays * day);
}

/** Until when a token takes files: 72 hours after the last progress, never past the erasure. */
export function expiryOfOpen(progressAt: Date, erasesAt: Date): Date {
  return new Date(Math.min(progressAt.getTime() + 72 * hour, erasesAt.getTime()));
}

/** A drop-off without progress since this moment is followed up (2 hours). */
export function followUpHorizon(now: Date): Date {
  return new Date(now.getTime() - 2 * hour);
}
