import { join } from 'node:path';

import type { BackupPaths } from './backup-paths.ts';
import { hashFile } from './copy-file.ts';
import { containersIn, namesIn } from './copy-objects.ts';
import { readLastBackup } from './last-backup.ts';
import { type Finding, type OpenBackup, openBackup, type State } from './open-backup.ts';
import { LogMirrorDamaged, readMirroredLog } from './read-log-mirror.ts';
import { readableObjects } from './readable-objects.ts';
import type { FileEntry } from './signed-list.ts';

export type CheckDeps = {
  from: string;
  rootKeyFile: string;
  /** Where the server may remember its last backup. */
  dataDir: string;
};

export type Checked = {
  backup: OpenBackup;
  findings: Finding[];
  notes: string[];
  state: { number: number; takenAt: string; objects: number; bytes: number } | undefined;
};

/**
 * Reads every byte of a backup and names each object, database and list that is not what was signed.
 * @throws RootKeyError, BackupRefused
 */
export async function checkBackup({ from, rootKeyFile, dataDir }: CheckDeps): Promise<Checked> {
  const backup = await openBackup(from, rootKeyFile);
  const { paths, keyList, states } = backup;
  const findings = [...backup.findings];
  const notes = [...backup.notes];
  const [newest] = states;
  const last = await readLastBackup(dataDir);
  if (last?.chain === keyList.chain && newest && last.number > newest.number && keyList.after <= newest.number) {
    findings.push({
      file: from,
      fault: `was rolled back to number ${newest.number}: this server took number ${last.number} on ${last.takenAt}`,
    });
  }
  if (!newest) return { backup, findings, notes, state: undefined };
  const wanted = new Map<string, FileEntry>();
  for (const state of states) {
    wanted.set(state.database.path, state.database);
    for (const object of readableObjects(state.objects, keyList)) {
      wanted.set(`objects/${object.path}`, { ...object, path: `objects/${object.path}` });
    }
  }
  const erased = newest.objects.length - readableObjects(newest.objects, keyList).length;
  if (erased > 0) notes.push(`${erased} objects were erased since: their keys are gone`);
  findings.push(...(await checkFiles(paths, [...wanted.values()])));
  findings.push(...(await checkLogs(backup, newest)));
  const surplus = await countSurplus(paths, wanted);
  if (surplus > 0) notes.push(`${surplus} objects are in no inventory: left by a run cut short, the next removes them`);
  return { backup, findings, notes, state: describe(newest, keyList) };
}

function describe(state: State, keys: OpenBackup['keyList']): Checked['state'] {
  const objects = readableObjects(state.objects, keys);
  const bytes = objects.reduce((sum, { size }) => sum + size, 0);
  return { number: state.number, takenAt: state.takenAt, objects: objects.length, bytes };
}

/** Each log that the newest inventory names must be there, whole, and no older than it was then. */
async function checkLogs({ paths, publicKey }: OpenBackup, { logs = [] }: State): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const { firmId, size, root } of logs) {
    const file = `logs/${firmId}.list`;
    const found = await readMirroredLog(paths.logs, firmId, publicKey).catch(damageOf);
    if (found instanceof LogMirrorDamaged) findings.push(found.finding);
    else if (found.head.size < size) {
      findings.push({ file, fault: `was rolled back to ${found.head.size} of ${size} entries` });
    } else if (found.findRoot(size) !== root) findings.push({ file, fault: 'is not the log that was stored' });
  }
  return findings;
}

function damageOf(error: unknown): LogMirrorDamaged {
  if (error instanceof LogMirrorDamaged) return error;
  throw error;
}

async function checkFiles(paths: BackupPaths, wanted: FileEntry[]): Promise<Finding[]> {
  const findings: Finding[] = [];
  const owner = new Map(wanted.map(({ path, sha256 }) => [sha256, path]));
  for (const { path, size, sha256 } of wanted) {
    const found = await hashFile(join(paths.root, path)).catch((error: NodeJS.ErrnoException) => error);
    const fault = found instanceof Error ? faultOfRead(found) : faultOf(found, { size, sha256 }, owner);
    if (fault !== undefined) findings.push({ file: path, fault });
  }
  return findings;
}

function faultOfRead(error: NodeJS.ErrnoException): string {
  return error.code === 'ENOENT' ? 'is missing' : `cannot be read (${error.code})`;
}

function faultOf(
  found: { size: number; sha256: string },
  wanted: { size: number; sha256: string },
  owner: Map<string, string>,
): string | undefined {
  if (found.sha256 === wanted.sha256) return undefined;
  const other = owner.get(found.sha256);
  if (other !== undefined) return `was swapped: it holds the bytes of ${other}`;
  if (found.size < wanted.size) return `was cut short: ${found.size} instead of ${wanted.size} bytes`;
  if (found.size > wanted.size) return `is too long: ${found.size} instead of ${wanted.size} bytes`;
  return 'was changed: its bytes are not those that were stored';
}

async function countSurplus(paths: BackupPaths, wanted: Map<string, FileEntry>): Promise<number> {
  let surplus = 0;
  for await (const container of containersIn(paths.objects)) {
    const names = await namesIn(join(paths.objects, container));
    surplus += names.filter((name) => !wanted.has(`objects/${container}/${name}`)).length;
  }
  return surplus;
}
