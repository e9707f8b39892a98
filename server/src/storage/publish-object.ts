import { open, rename, unlink } from 'node:fs/promises';
import { join } from 'node:path';

import { codeOf, isFull, SyncFailed } from './disk-errors.ts';
import type { ObjectPaths, ObjectPlace } from './object-paths.ts';
import type { DirectoryMaker, DirectorySync } from './sync-directory.ts';

type Disk = { paths: ObjectPaths; directories: DirectoryMaker; syncDirectory: DirectorySync };

/** Moves a synced temporary file to its place; durable when resolved. */
export async function publishObject(disk: Disk, place: ObjectPlace, objectId: string): Promise<void> {
  const { paths, directories, syncDirectory } = disk;
  const directory = paths.container(place);
  const from = join(paths.temporary, objectId);
  const to = paths.object(place, objectId);
  await directories.make(directory);
  try {
    await rename(from, to);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
    // The container was erased just now and its directory with it. The commit will be refused; until then it may lie here.
    directories.forget(directory);
    await directories.make(directory);
    await rename(from, to);
  }
  await syncDirectory(directory);
}

// Linux takes at most 1,024 pieces in one writev.
const PIECES_PER_CALL = 1_000;

/** Writes and syncs a new file; removed again when that fails. */
export async function writePackFile(path: string, pieces: Uint8Array[]): Promise<void> {
  const handle = await open(path, 'wx', 0o600);
  try {
    for (let at = 0; at < pieces.length; at += PIECES_PER_CALL) {
      const some = pieces.slice(at, at + PIECES_PER_CALL);
      const wanted = some.reduce((sum, piece) => sum + piece.length, 0);
      const { bytesWritten } = await handle.writev(some);
      if (bytesWritten < wanted) await handle.appendFile(Buffer.concat(some).subarray(bytesWritten));
    }
    await handle.sync().catch((error: unknown) => {
      throw isFull(codeOf(error)) ? error : new SyncFailed({ cause: error });
    });
  } catch (error) {
    await unlink(path).catch(() => undefined);
    throw error;
  } finally {
    await handle.close();
  }
}
