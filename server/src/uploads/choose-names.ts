import type { FirmTransaction } from '../db/database.ts';
import { type FileNames, numberedNames, pathKeyOf } from './file-names.ts';
import { findTakenPaths } from './uploads.queries.ts';

const TRIES_AT_ONCE = 20;

/** Which of the wanted paths are taken already; to be asked under the lock that chooseNames needs. */
export async function findTakenNames(
  tx: FirmTransaction,
  containerId: string,
  wanted: readonly FileNames[],
): Promise<Set<string>> {
  return await findTakenPaths(tx, containerId, [...new Set(wanted.map(pathKeyOf))]);
}

/**
 * Gives every file a path of its own within its container: the second of one path gets " (2)". The caller holds the
 * container's owner, so that no other transaction takes a name meanwhile.
 */
export async function chooseNames(
  tx: FirmTransaction,
  containerId: string,
  wanted: readonly FileNames[],
  taken: Set<string>,
): Promise<FileNames[]> {
  const chosen: FileNames[] = [];
  for (const names of wanted) {
    const free = taken.has(pathKeyOf(names)) ? await findFree(tx, containerId, names, taken) : names;
    taken.add(pathKeyOf(free));
    chosen.push(free);
  }
  return chosen;
}

async function findFree(
  tx: FirmTransaction,
  containerId: string,
  names: FileNames,
  taken: Set<string>,
): Promise<FileNames> {
  for (let first = 2; ; first += TRIES_AT_ONCE) {
    const candidates = Array.from({ length: TRIES_AT_ONCE }, (_, i) => numberedNames(names, first + i));
    const alsoTaken = await findTakenPaths(tx, containerId, candidates.map(pathKeyOf));
    const free = candidates.find((candidate) => {
      const key = pathKeyOf(candidate);
      return !alsoTaken.has(key) && !taken.has(key);
    });
    if (free) return free;
  }
}
