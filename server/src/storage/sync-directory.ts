import { mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';

import { SyncFailed } from './disk-errors.ts';

export type DirectorySync = (path: string) => Promise<void>;

/**
 * Makes the entries of a directory durable. Callers that arrive while a sync runs share the next one: theirs must begin
 * after their rename, not before.
 */
export function createDirectorySync(syncOne: DirectorySync = syncDirectoryOnce): DirectorySync {
  const running = new Map<string, Promise<void>>();
  const waiting = new Map<string, Promise<void>>();

  function start(path: string): Promise<void> {
    const run = syncOne(path).finally(() => running.delete(path));
    running.set(path, run);
    return run;
  }

  return (path) => {
    const current = running.get(path);
    if (!current) return start(path);
    const next =
      waiting.get(path) ??
      current
        .catch(() => undefined)
        .then(() => {
          waiting.delete(path);
          return start(path);
        });
    waiting.set(path, next);
    return next;
  };
}

async function syncDirectoryOnce(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } catch (error) {
    throw new SyncFailed({ cause: error });
  } finally {
    await handle.close();
  }
}

/** Creates a directory below `root` so that it is there after a power cut too; remembers what it made. */
export function createDirectoryMaker(root: string, sync: DirectorySync, mode = 0o700) {
  const known = new Set<string>([root]);

  async function make(path: string): Promise<void> {
    if (known.has(path)) return;
    await make(dirname(path));
    await mkdir(path, { mode }).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
    await sync(dirname(path));
    // A long life writes to very many containers; forgetting costs one mkdir each.
    if (known.size > 10_000) {
      known.clear();
      known.add(root);
    }
    known.add(path);
  }

  return { make, forget: (path: string): boolean => known.delete(path) };
}

export type DirectoryMaker = ReturnType<typeof createDirectoryMaker>;
