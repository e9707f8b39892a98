import { statfs } from 'node:fs/promises';

const MAX_RESERVE_BYTES = 1024 ** 3;
const RESERVE_SHARE = 0.05;
const FRESH_MS = 250;

export type SpaceGauge = { isFull(): boolean; refresh(): Promise<void> };

/**
 * Knows when files must no longer be taken. A twentieth of the disk, at most 1 GiB, stays free: the database lives on
 * the same disk and must still be able to write when uploads have filled the rest.
 */
export function createSpaceGauge(path: string, read: typeof readSpace = readSpace): SpaceGauge {
  let full = false;
  let readAt = 0;
  let reading: Promise<void> | undefined;

  async function refresh(): Promise<void> {
    const { freeBytes, totalBytes } = await read(path);
    full = freeBytes <= Math.min(MAX_RESERVE_BYTES, totalBytes * RESERVE_SHARE);
    readAt = Date.now();
  }

  return {
    refresh,
    /** As of the last reading; starts a new one when that is old. */
    isFull() {
      if (Date.now() - readAt > FRESH_MS && !reading) {
        reading = refresh()
          .catch(() => undefined)
          .finally(() => {
            reading = undefined;
          });
      }
      return full;
    },
  };
}

async function readSpace(path: string): Promise<{ freeBytes: number; totalBytes: number }> {
  const { bavail, blocks, bsize } = await statfs(path);
  return { freeBytes: bavail * bsize, totalBytes: blocks * bsize };
}
