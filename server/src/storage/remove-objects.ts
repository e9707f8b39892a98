import { readdir, rmdir, unlink } from 'node:fs/promises';

import { codeOf } from './disk-errors.ts';
import type { ObjectPaths, ObjectPlace } from './object-paths.ts';
import type { DirectorySync } from './sync-directory.ts';

/** Unlinks single objects; one that is gone already is fine. After a crash the sweep finishes it. */
export async function removeObjects(paths: ObjectPaths, place: ObjectPlace, objectIds: string[]): Promise<void> {
  for (const id of objectIds) await unlinkIfThere(paths.object(place, id));
}

/** Unlinks all objects of a container and its directory; may be repeated. */
export async function removeContainer(paths: ObjectPaths, place: ObjectPlace, sync: DirectorySync): Promise<void> {
  const directory = paths.container(place);
  for (const name of await namesIn(directory)) await unlinkIfThere(`${directory}/${name}`);
  if (!(await removeEmpty(directory))) throw new Error('a container was written to while it was removed');
  await sync(paths.firm(place.firmId)).catch((error: unknown) => {
    if (codeOf(error) !== 'ENOENT') throw error;
  });
}

/** What a process that was killed had not finished writing; up to the size of a whole file. */
export async function removeTemporary(paths: ObjectPaths): Promise<void> {
  for (const name of await namesIn(paths.temporary)) await unlinkIfThere(`${paths.temporary}/${name}`);
}

export async function namesIn(directory: string): Promise<string[]> {
  return readdir(directory).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return [];
    throw error;
  });
}

/** False when something is in it. */
export async function removeEmpty(directory: string): Promise<boolean> {
  try {
    await rmdir(directory);
    return true;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return true;
    if (codeOf(error) === 'ENOTEMPTY') return false;
    throw error;
  }
}

export async function unlinkIfThere(path: string): Promise<void> {
  await unlink(path).catch((error: unknown) => {
    if (codeOf(error) !== 'ENOENT') throw error;
  });
}
