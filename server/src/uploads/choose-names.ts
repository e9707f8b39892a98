import type { FirmTransaction } from '../db/database.ts';
import { Conflict } from '../errors.ts';
import { type FileNames, numberedNames, pathKeyOf } from './file-names.ts';
import { findTakenPaths } from './uploads.queries.ts';

const TRIES_AT_ONCE = 20;

/**
 * Gives every file a path of its own within its container: the second of one path gets " (2)". The caller holds the
 * container's owner, so that no other transaction takes a name meanwhile, and has asked since which are taken.
 */
export async function chooseNames(
  tx: FirmTransaction,
  containerId: string,
  wanted: readonly FileNames[],
  taken: Set<string>,
): Promise<FileNames[]> {
  const chosen: FileNames[] = [];
  // Where counting goes on for a path.
  const next = new Map<string, number>();
  for (const names of wanted) {
    const key = pathKeyOf(names);
    const number = taken.has(key) ? await findFree(tx, containerId, names, { taken, from: next.get(key) ?? 2 }) : 1;
    const free = numberedNames(names, number);
    next.set(key, number + 1);
    taken.add(pathKeyOf(free));
    chosen.push(free);
  }
  return chosen;
}

/**
 * The next number that is free: the lowest while there are few, else one whose predecessor is taken. Ten thousand files
 * of one name cost a handful of queries each, not hundreds.
 */
async function findFree(
  tx: FirmTransaction,
  containerId: string,
  names: FileNames,
  { taken, from }: { taken: Set<string>; from: number },
): Promise<number> {
  async function findFirstFree(numbers: number[]): Promise<number | undefined> {
    const keys = numbers.map((n) => pathKeyOf(numberedNames(names, n)));
    const alsoTaken = await findTakenPaths(tx, containerId, keys);
    const at = keys.findIndex((key) => !alsoTaken.has(key) && !taken.has(key));
    return numbers[at];
  }

  const low = await findFirstFree(Array.from({ length: TRIES_AT_ONCE }, (_, i) => from + i));
  if (low !== undefined) return low;
  const powers = Array.from({ length: 20 }, (_, i) => 2 ** (5 + i));
  let free = await findFirstFree(powers);
  if (free === undefined) throw new Conflict('name_taken', 'Too many files have this name.');
  let held = free === powers[0] ? 1 : free / 2;
  while (free - held > 1) {
    const middle = Math.floor((held + free) / 2);
    if ((await findFirstFree([middle])) === undefined) held = middle;
    else free = middle;
  }
  return free;
}
