import { randomUUID } from 'node:crypto';
import { readdir, readFile, rm, unlink } from 'node:fs/promises';
import { join } from 'node:path';

import { lockDirectory } from '../db/data-directory-lock.ts';
import { syncDirectory, writeDurably } from '../keys/durable-file.ts';
import type { KeyRing } from '../keys/key-ring.ts';
import { addToMirror, shredUnlisted } from '../keys/key-ring-mirror.ts';
import type { InventorySigner } from '../keys/inventory-key.ts';
import type { Log } from '../log.ts';
import { type BackupPaths, backupPathsIn, numberOf } from './backup-paths.ts';
import { BackupRefused } from './backup-refused.ts';
import { makeDirectories } from './copy-file.ts';
import { containersIn, copyObjects, namesIn } from './copy-objects.ts';
import { mirrorLogs } from './log-mirror.ts';
import { readLastBackup, writeLastBackup } from './last-backup.ts';
import { readableObjects } from './readable-objects.ts';
import { digestOf, digestOfFiles, formatSigned, type Inventory, type KeyList, parseSigned } from './signed-list.ts';
import { storeDatabase } from './store-database.ts';

export type BackupDeps = {
  dataDir: string;
  databaseUrl: string | undefined;
  /** The backup's directory: its own, on another disk if it can be. */
  to: string;
  keys: KeyRing;
  version: string;
  clock: () => Date;
  log: Log;
};

export type BackupDone = {
  number: number;
  objects: number;
  copied: number;
  copiedBytes: number;
  databaseBytes: number;
  milliseconds: number;
};

/** Older states of the database than these are removed: what a firm erased shall not live on in them for long. */
const KEPT_STATES = 2;

/**
 * Takes one backup, with the server running or not. Until its inventory has its name the one before is whole; a run
 * that was cut short leaves nothing the next does not clean up. Order matters: objects after the database (every row
 * finds its object), keys after the objects (what was erased meanwhile has none).
 * @throws BackupRefused, StartRefused in one line for the operator
 */
export async function runBackup(deps: BackupDeps): Promise<BackupDone> {
  const { dataDir, keys, log, to } = deps;
  const started = Date.now();
  const paths = backupPathsIn(to);
  await makeDirectories(to);
  await using _lock = await lockDirectory(
    to,
    'backup.lock',
    (holder) => `another backup to ${to} is being made (process ${holder ?? process.pid})`,
  );
  const signer = await keys.inventorySigner({ make: true });
  if (!signer) throw new Error('there is no key to sign the backup with');
  const before = await findNewest(paths, signer, log);
  const last = await readLastBackup(dataDir);
  if (!before && last?.to === to) {
    throw new BackupRefused(
      `${to} holds nothing, but backup ${last.number} was taken there: is the disk mounted? ` +
        `To begin anew, remove ${dataDir}/last-backup.json`,
    );
  }
  const chain = before?.chain ?? randomUUID();
  if (last && last.chain === chain && last.number > (before?.number ?? 0)) {
    log.error({ found: before?.number, expected: last.number }, 'ALARM: the backup was set back to an older state');
  }
  const number = Math.max(before?.number ?? 0, last?.chain === chain ? last.number : 0) + 1;
  await rm(paths.temporary, { recursive: true, force: true });
  for (const path of [paths.temporary, paths.inventories, paths.databases, paths.objects]) await makeDirectories(path);

  const mirror = async (after: number): Promise<KeyList> => await mirrorKeys(deps, paths, signer, { chain, after });
  // First of all, so that what was erased is gone from here even if the run fails further on.
  await mirror(before?.number ?? 0);
  const database = await storeDatabase(deps, paths, { chain, number });
  const { objects, copied, copiedBytes } = await copyObjects(dataDir, paths, before?.inventory.objects ?? []);
  // After the database, so that the tree kept is never older than the rows.
  const logs = await mirrorLogs({ ...deps, to }, { signer, chain });
  const keyList = await mirror(before?.number ?? 0);
  const inventory: Inventory = {
    format: 'schleuse-backup-inventory-v1',
    chain,
    number,
    takenAt: new Date(started).toISOString(),
    version: deps.version,
    previous: before ? { number: before.inventory.number, sha256: before.sha256 } : null,
    keys: digestOfFiles(keyList.files),
    database,
    objects: readableObjects(objects, keyList),
    logs: logs.map(({ firmId, size, root }) => ({ firmId, size, root })),
  };
  const text = formatSigned(inventory, signer);
  await writeDurably(paths.inventory(number), text);
  await writeLastBackup(dataDir, { chain, number, sha256: digestOf(text), to, takenAt: inventory.takenAt });
  const latest = await mirror(number);
  await prune(paths, [inventory, ...(before ? [before.inventory] : [])], latest);
  const done: BackupDone = {
    number,
    objects: inventory.objects.length,
    copied,
    copiedBytes,
    databaseBytes: database.size,
    milliseconds: Date.now() - started,
  };
  log.info(done, 'backup taken');
  return done;
}

type Newest = { chain: string; number: number; sha256: string; inventory: Inventory };

/** The newest inventory that can be read; `number` is the highest found, also of a damaged one, never to be used again. */
async function findNewest(paths: BackupPaths, signer: InventorySigner, log: Log): Promise<Newest | undefined> {
  const numbers = (await namesIn(paths.inventories)).flatMap((name) => numberOf(name) ?? []).sort((a, b) => b - a);
  for (const number of numbers) {
    const text = await readFile(paths.inventory(number), 'utf8');
    try {
      const inventory = parseSigned<Inventory>(text, 'schleuse-backup-inventory-v1', signer.publicKey);
      return { chain: inventory.chain, number: numbers[0] ?? number, sha256: digestOf(text), inventory };
    } catch (error) {
      log.error({ inventory: number, fault: (error as Error).message }, 'ALARM: an inventory of the backup is damaged');
    }
  }
  if (numbers.length > 0) throw new BackupRefused(`no inventory in ${paths.root} can be read; use a new directory`);
  return undefined;
}

/** New keys in, then the list, then destroyed ones out: at each moment every listed key is there. */
async function mirrorKeys(
  { dataDir, log }: BackupDeps,
  paths: BackupPaths,
  signer: InventorySigner,
  { chain, after }: { chain: string; after: number },
): Promise<KeyList> {
  const files = await addToMirror(join(dataDir, 'keyring'), paths.keyRing);
  const list: KeyList = { format: 'schleuse-backup-keys-v1', chain, after, files };
  await writeDurably(paths.keyList, formatSigned(list, signer));
  const shredded = await shredUnlisted(paths.keyRing, files);
  if (shredded > 0) log.info({ shredded }, 'removed destroyed keys from the backup');
  return list;
}

/** Removes what neither of the kept states needs, and what no key opens any more. */
async function prune(paths: BackupPaths, states: Inventory[], keys: KeyList): Promise<void> {
  const kept = states.slice(0, KEPT_STATES);
  const numbers = new Set(kept.map(({ number }) => number));
  for (const folder of [paths.inventories, paths.databases]) {
    for (const name of await readdir(folder)) {
      const number = numberOf(name);
      if (number === undefined || !numbers.has(number)) await rm(join(folder, name), { force: true });
    }
    await syncDirectory(folder);
  }
  const needed = new Set(kept.flatMap(({ objects }) => readableObjects(objects, keys).map(({ path }) => path)));
  for await (const container of containersIn(paths.objects)) {
    const directory = join(paths.objects, container);
    const names = await namesIn(directory);
    const unneeded = names.filter((name) => !needed.has(`${container}/${name}`));
    for (const name of unneeded) await unlink(join(directory, name));
    if (unneeded.length === names.length) await rm(directory, { recursive: true });
  }
  await rm(paths.temporary, { recursive: true, force: true });
}
