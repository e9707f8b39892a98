import { lstat, mkdir, readdir, rename, rm, rmdir } from 'node:fs/promises';
import { basename, join } from 'node:path';

import { syncDirectory, writeDurably } from '../keys/durable-file.ts';
import { BackupRefused } from './backup-refused.ts';
import { copyFileHashed, makeDirectories } from './copy-file.ts';
import { type Finding, type OpenBackup, openBackup, type State } from './open-backup.ts';
import { assertEmptyDatabase, restoreDump } from './own-database.ts';
import { LogMirrorDamaged, readMirroredLog } from './read-log-mirror.ts';
import { readableObjects } from './readable-objects.ts';
import { restoredLogs, restoredMark, unfinishedRestore } from './restored-mark.ts';
import { unpackDatabase } from './unpack-database.ts';

export type RestoreDeps = {
  from: string;
  dataDir: string;
  databaseUrl: string | undefined;
  rootKeyFile: string;
};

export type Restored = {
  number: number;
  takenAt: string;
  objects: number;
  bytes: number;
  /** What could not be brought back as it was; everything else could. */
  findings: Finding[];
};

/** May lie in a data directory that holds nothing: a mount point's own folder. */
const nothing = new Set(['lost+found']);

/**
 * Brings a backup back into an empty data directory; the server's next start does the rest. Until the end everything
 * lies in one folder, whose presence keeps the server from starting.
 * @throws RootKeyError for a wrong or missing root key, BackupRefused for a target that is not empty, a damaged
 * database or key ring
 */
export async function restoreBackup(deps: RestoreDeps): Promise<Restored> {
  const { from, dataDir, databaseUrl, rootKeyFile } = deps;
  await assertEmpty(dataDir);
  const backup = await openBackup(from, rootKeyFile);
  const state = chooseState(backup, databaseUrl);
  if (databaseUrl !== undefined) await assertEmptyDatabase(databaseUrl);
  // The server makes it passable too: PostgreSQL may run as another user.
  await mkdir(dataDir, { recursive: true, mode: 0o711 });
  const draft = join(dataDir, unfinishedRestore);
  await makeDirectories(draft);
  await restoreKeys(backup, join(draft, 'keyring'));
  await unpackDatabase(backup, state, draft).catch((error: Error) => {
    const fault = `${state.database.path} cannot be restored: ${error.message}`;
    throw new BackupRefused(`${fault}. Empty ${dataDir}; move inventory ${state.number} away to use the one before.`);
  });
  const { objects, bytes, findings } = await restoreObjects(backup, state, join(draft, 'objects'));
  if (databaseUrl !== undefined) {
    await restoreDump(databaseUrl, join(draft, 'database.dump'));
    await rm(join(draft, 'database.dump'));
  }
  findings.push(...(await restoreLogs(backup, state, join(draft, restoredLogs))));
  const { number, takenAt } = state;
  await writeDurably(join(draft, restoredMark), `${JSON.stringify({ number, takenAt })}\n`);
  for (const name of await readdir(draft)) await rename(join(draft, name), join(dataDir, name));
  await syncDirectory(dataDir);
  await rmdir(draft);
  await syncDirectory(dataDir);
  return { number, takenAt, objects, bytes, findings: [...backup.findings, ...findings] };
}

async function assertEmpty(dataDir: string): Promise<void> {
  const names: string[] = await readdir(dataDir).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw new BackupRefused(`${dataDir} cannot be used (${error.code})`);
  });
  if (names.every((name): boolean => nothing.has(name))) return;
  throw new BackupRefused(
    names.includes(unfinishedRestore)
      ? `${dataDir} holds a restore that was cut short; empty it and begin again`
      : `${dataDir} is not empty; a restore overwrites nothing. Move it away or name another DATA_DIR`,
  );
}

function chooseState(backup: OpenBackup, databaseUrl: string | undefined): State {
  const [state] = backup.states;
  if (!state) {
    const faults = backup.findings.map(({ file, fault }) => `${file} ${fault}`).join('; ');
    throw new BackupRefused(`no inventory can be trusted: ${faults}`);
  }
  if (state.database.kind === 'dump' && databaseUrl === undefined) {
    throw new BackupRefused('this backup holds a dump of a database of your own; set DATABASE_URL to an empty one');
  }
  if (state.database.kind === 'cluster' && databaseUrl !== undefined) {
    throw new BackupRefused('this backup holds the built-in database; restore it without DATABASE_URL');
  }
  return state;
}

/** Only what the signed list names: a destroyed key that somebody put back is not taken. */
async function restoreKeys({ paths, keyList }: OpenBackup, to: string): Promise<void> {
  const directories = new Set<string>([to]);
  await makeDirectories(to);
  for (const { path, sha256 } of keyList.files) {
    const target = join(to, path);
    const directory = join(target, '..');
    await makeDirectories(directory);
    directories.add(directory);
    const copied = await copyFileHashed(join(paths.keyRing, path), `${target}.tmp`, target).catch(() => undefined);
    if (copied?.sha256 !== sha256) {
      throw new BackupRefused(`keyring/${path} is missing or was changed; run the check, then restore another copy`);
    }
  }
  // A firm without open cases still has its folder for containers' keys.
  for (const directory of directories) {
    if ((await readdir(directory)).includes('firm-key.json')) await makeDirectories(join(directory, 'containers'));
    await syncDirectory(directory);
  }
}

/** The newest tree of each log, also when an older state of the database is restored; what is damaged is left out. */
async function restoreLogs({ paths, publicKey }: OpenBackup, { logs = [] }: State, to: string): Promise<Finding[]> {
  const findings: Finding[] = [];
  await makeDirectories(to);
  for (const { firmId } of logs) {
    try {
      await readMirroredLog(paths.logs, firmId, publicKey);
      for (const path of [paths.logHead(firmId), paths.logHashes(firmId)]) {
        const target = join(to, basename(path));
        await copyFileHashed(path, `${target}.tmp`, target);
      }
    } catch (error) {
      if (!(error instanceof LogMirrorDamaged)) throw error;
      findings.push(error.finding);
    }
  }
  await syncDirectory(to);
  return findings;
}

/** One damaged object does not keep the others back; it is named. */
async function restoreObjects({ paths, keyList }: OpenBackup, state: State, to: string) {
  const findings: Finding[] = [];
  const directories = new Set<string>();
  let bytes = 0;
  await makeDirectories(to);
  const wanted = readableObjects(state.objects, keyList);
  for (const { path, sha256 } of wanted) {
    const target = join(to, path);
    const directory = join(target, '..');
    if (!directories.has(directory)) await makeDirectories(directory);
    directories.add(directory);
    const source = join(paths.objects, path);
    const copied = await copyFileHashed(source, join(to, 'restoring'), target).catch((error) => error as Error);
    if (copied instanceof Error) {
      if (await lstat(source).catch(() => undefined)) throw copied;
      findings.push({ file: `objects/${path}`, fault: 'is missing' });
    } else {
      bytes += copied.size;
      if (copied.sha256 !== sha256) findings.push({ file: `objects/${path}`, fault: 'was changed' });
    }
  }
  for (const directory of directories) await syncDirectory(directory);
  return { objects: wanted.length, bytes, findings };
}
