import { statfs } from 'node:fs/promises';

const MAX_RESERVE_BYTES = 1024 ** 3;
const RESERVE_SHARE = 0.05;
const FRESH_MS = 250;

export type SpaceGauge = {
  /** Whether no more may be taken. Reckons with the last reading and what was taken since; starts a new one when old. */
  isFull(): boolean;
  /** Bytes were taken that will need room. */
  spend(bytes: number): void;
  refresh(): Promise<void>;
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
  let spent = 0;
  let reading: Promise<void> | undefined;

  async function refresh(): Promise<void> {
    const before = spent;
    const waiting = unwritten();
    const { freeBytes, totalBytes } = await read(path);
    const reserve = Math.min(MAX_RESERVE_BYTES, totalBytes * RESERVE_SHARE);
    left = freeBytes - reserve - waiting + before;
    readAt = Date.now();
  }

  return {
    refresh,
    spend(bytes) {
      spent += bytes;
    },
    isFull() {
      if (Date.now() - readAt > FRESH_MS && !reading) {
        reading = refresh()
          .catch(() => undefined)
          .finally(() => {
            reading = undefined;
          });
      }
      return left - spent <= 0;
    },
  };
}

async function readSpace(path: string): Promise<{ freeBytes: number; totalBytes: number }> {
  const { bavail, blocks, bsize } = await statfs(path);
  return { freeBytes: bavail * bsize, totalBytes: blocks * bsize };
}
