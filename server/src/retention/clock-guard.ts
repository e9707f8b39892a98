/**
 * # Why a run does not believe every clock
 *
 * A clock that is set back only delays: nothing is early by it. One that is set forward by mistake makes everything
 * look due, and what is erased cannot be brought back. The one other clock a server has is how long its machine has
 * been up, which nobody sets. So each run compares how far both went since the last run that was believed:
 *
 * - in the same process: the two may differ by three hours, which is more than a time zone's mistake at a start and
 *   than any leap or daily drift;
 * - after a restart the machine may have been off, and only the wall clock counts: at most seven days.
 *
 * A run that is refused gives nothing up, finishes what was ordered before, and alarms. When the clock is set right the
 * next run is believed again; when it was right, an owner says so (`POST /api/retention/runs`). A jump of less than
 * these steps is not seen.
 */
export type ClockReading = {
  /** The clock that decides what is due. */
  wall: Date;
  /** How long the machine has been up, sleep included. */
  uptimeMs: number;
  /** Unique for each start of the server. */
  processId: string;
};

export const largestDriftMs = 3 * 3_600_000;
export const largestStepMs = 7 * 86_400_000;

export type ClockVerdict =
  | { believed: true; /** Whether later readings are to be compared with this one. */ reference: boolean }
  | { believed: false; jumpMs: number };

/** @param last the latest reading that was believed and made the reference; undefined before the first run */
export function judgeClock(last: ClockReading | undefined, now: ClockReading): ClockVerdict {
  if (!last) return { believed: true, reference: true };
  const step = now.wall.getTime() - last.wall.getTime();
  const sameProcess = last.processId === now.processId;
  const jump = sameProcess ? step - (now.uptimeMs - last.uptimeMs) : step;
  if (jump > (sameProcess ? largestDriftMs : largestStepMs)) return { believed: false, jumpMs: jump };
  // A clock behind the reference may be put right later, which must not look like a jump.
  return { believed: true, reference: sameProcess ? jump >= -largestDriftMs : step >= 0 };
}
