import { rename } from 'node:fs/promises';
import { join } from 'node:path';

import { codeOf } from './disk-errors.ts';
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
