import { statfsSync } from 'node:fs';

const MAX_RESERVE_BYTES = 1024 ** 3;
const RESERVE_SHARE = 0.05;
const FRESH_MS = 250;

export type SpaceGauge = {
  /** Whether no more may be taken. Reckons with the last reading and what was taken since. */
  isFull(): boolean;
  /** Bytes were taken that will need room. */
  spend(bytes: number): void;
};

/**
 * Knows when files must no longer be taken. A twentieth of the disk, at most 1 GiB, stays free: the database lives on
 * the same disk and must still be able to write when uploads have filled the rest.
 * @param unwritten bytes that were taken and have not reached the disk
 */
export function createSpaceGauge(
  path: string,
  unwritten: () => number,
  read: typeof readSpace = readSpace,
): SpaceGauge {
  let left = 0;
  let readAt = 0;

  // Synchronous, some microseconds four times a second: what is taken and written meanwhile could not be told apart.
  function refresh(): void {
    const { freeBytes, totalBytes } = read(path);
    left = freeBytes - Math.min(MAX_RESERVE_BYTES, totalBytes * RESERVE_SHARE) - unwritten();
    readAt = Date.now();
  }

  return {
    spend(bytes) {
      left -= bytes;
    },
    isFull() {
      if (Date.now() - readAt > FRESH_MS) refresh();
      return left <= 0;
    },
  };
}

function readSpace(path: string): { freeBytes: number; totalBytes: number } {
  const { bavail, blocks, bsize } = statfsSync(path);
  return { freeBytes: bavail * bsize, totalBytes: blocks * bsize };
}
