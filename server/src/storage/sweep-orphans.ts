import { stat } from 'node:fs/promises';
import { join } from 'node:path';

import type { Log } from '../log.ts';
import { codeOf } from './disk-errors.ts';
import { isObjectId, type ObjectPaths, type ObjectPlace } from './object-paths.ts';
import { namesIn, removeEmpty, unlinkIfThere } from './remove-objects.ts';

/** Which of these objects a committed row names. */
export type KnownObjects = (place: ObjectPlace, objectIds: string[]) => Promise<Set<string>>;

type Sweep = {
  paths: ObjectPaths;
  /** Being written or committed by this process right now. */
  isRunning: (objectId: string) => boolean;
  known: KnownObjects;
  /** Younger files are left alone, whatever the rows say. */
  graceMs: number;
  log: Log;
};

export type SweepResult = { removed: number; bytes: number };

const BATCH = 500;

/**
 * Removes what a crash left behind: temporary files, and objects that no row names. It cannot race a commit: an object
 * is registered as running before its first byte and until its transaction has ended, and the rows are asked after
 * that was looked at.
 */
export async function sweepOrphans(sweep: Sweep): Promise<SweepResult> {
  const { paths, log } = sweep;
  const result = { removed: 0, bytes: 0 };
  await removeAged(sweep, paths.temporary, await namesIn(paths.temporary), result);
  for (const firmId of (await namesIn(paths.root)).filter(isObjectId)) {
    for (const containerId of (await namesIn(paths.firm(firmId))).filter(isObjectId)) {
      await sweepContainer(sweep, { firmId, containerId }, result);
    }
  }
  if (result.removed > 0) log.info(result, 'removed files that a broken-off write had left behind');
  return result;
}

async function sweepContainer(sweep: Sweep, place: ObjectPlace, result: SweepResult): Promise<void> {
  const directory = sweep.paths.container(place);
  const names = await namesIn(directory);
  for (let at = 0; at < names.length; at += BATCH) {
    const candidates = names
      .slice(at, at + BATCH)
      .filter(isObjectId)
      .filter((id) => !sweep.isRunning(id));
    const named = candidates.length > 0 ? await sweep.known(place, candidates) : new Set<string>();
    const orphans = candidates.filter((id) => !named.has(id));
    await removeAged(sweep, directory, orphans, result);
  }
  if (names.length === 0 && (await isAged(sweep, directory))) await removeEmpty(directory);
}

async function removeAged(sweep: Sweep, directory: string, names: string[], result: SweepResult): Promise<void> {
  for (const name of names) {
    const path = join(directory, name);
    if (sweep.isRunning(name)) continue;
    const bytes = await isAged(sweep, path);
    if (bytes === false) continue;
    await unlinkIfThere(path);
    result.removed += 1;
    result.bytes += bytes;
  }
}

/** Its size when it is older than the grace time. */
async function isAged(sweep: Sweep, path: string): Promise<number | false> {
  try {
    const { mtimeMs, size } = await stat(path);
    return Date.now() - mtimeMs >= sweep.graceMs ? size : false;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
}
