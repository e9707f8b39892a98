import { open, readFile, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import type { Client } from 'pg';

import { lockDirectory } from '../db/data-directory-lock.ts';
import { StartRefused } from '../db/database-errors.ts';
import { withClient } from '../db/start-database.ts';
import { syncDirectory, writeDurably } from '../keys/durable-file.ts';
import type { InventorySigner } from '../keys/inventory-key.ts';
import type { Log } from '../log.ts';
import { type BackupPaths, backupPathsIn } from './backup-paths.ts';
import { makeDirectories } from './copy-file.ts';
import { atOneMoment, findLogs, type MirroredLogRow, readEntryHashes } from './log-mirror.queries.ts';
import { reachCluster } from './running-cluster.ts';
import { formatSigned, type KeyList, type LogHead, parseSigned } from './signed-list.ts';

export type LogMirrorDeps = {
  dataDir: string;
  databaseUrl: string | undefined;
  to: string;
  log: Log;
};

/** Hashes in one tile, and bytes of a hash. */
const bundleWidth = 256;
const hashBytes = 32;

/**
 * Brings the mirror of the evidence logs up to date: the hashes of all entries and the newest signed head of each firm.
 * They say nothing of anybody, so unlike the database they are kept in their newest state only, beside the key ring: a
 * restored server goes on with the tree that the world has seen (docs/decisions/0008).
 */
export async function mirrorLogs(
  deps: LogMirrorDeps,
  { signer, chain }: { signer: InventorySigner; chain: string },
): Promise<LogHead[]> {
  const { to, dataDir, databaseUrl, log } = deps;
  const paths = backupPathsIn(to);
  await makeDirectories(paths.logs);
  await using _lock = await lockLogs(to);
  await using reached = databaseUrl === undefined ? await reachCluster(dataDir, log) : undefined;
  const connection = reached ? { ...reached.connection, database: 'schleuse' } : { connectionString: databaseUrl };
  return await withClient(connection, (client) =>
    atOneMoment(client, async () => {
      const heads: LogHead[] = [];
      for (const row of await findLogs(client)) heads.push(await mirrorLog(client, row, { paths, signer, chain, log }));
      return heads;
    }),
  );
}

/** Between two runs of the backup; does nothing where none was taken yet, or where a run is at it. */
export async function mirrorLogsOnly(
  deps: LogMirrorDeps & { inventorySigner(options: { make: boolean }): Promise<InventorySigner | undefined> },
): Promise<void> {
  const signer = await deps.inventorySigner({ make: false });
  const text = await readFile(backupPathsIn(deps.to).keyList, 'utf8').catch(() => undefined);
  if (!signer || text === undefined) return;
  const { chain } = parseSigned<KeyList>(text, 'schleuse-backup-keys-v1', signer.publicKey);
  await mirrorLogs(deps, { signer, chain });
}

async function mirrorLog(
  client: Client,
  row: MirroredLogRow,
  { paths, signer, chain, log }: { paths: BackupPaths; signer: InventorySigner; chain: string; log: Log },
): Promise<LogHead> {
  const firmId = row.firm_id;
  const head: LogHead = {
    format: 'schleuse-backup-log-v1',
    chain,
    firmId,
    origin: row.origin,
    publicKey: row.public_key.toString('base64'),
    size: Number(row.size),
    root: row.root.toString('base64'),
    checkpoint: row.checkpoint,
    cosignedSize: Number(row.cosigned_size),
    cosignedCheckpoint: row.cosigned_checkpoint,
  };
  const before = await readBefore(paths, firmId, signer, chain);
  if (before?.checkpoint === head.checkpoint && before.cosignedCheckpoint === head.cosignedCheckpoint) return before;
  const size = before?.size ?? 0;
  const fits = size <= head.size && (await append(client, paths.logHashes(firmId), firmId, size));
  if (!fits) {
    // Never overwritten: it may be the only trace of what the log was before somebody cut it back.
    await setAside(paths, firmId);
    log.error({ firmId, mirrored: size, now: head.size }, 'ALARM: the evidence log is not the one that was mirrored');
    await append(client, paths.logHashes(firmId), firmId, 0);
  }
  await writeDurably(paths.logHead(firmId), formatSigned(head, signer));
  return head;
}

/** The head of the run before, if its hashes are there too. */
async function readBefore(
  paths: BackupPaths,
  firmId: string,
  signer: InventorySigner,
  chain: string,
): Promise<LogHead | undefined> {
  const text = await readFile(paths.logHead(firmId), 'utf8').catch(() => undefined);
  const bytes = await stat(paths.logHashes(firmId)).then(
    (found) => found.size,
    () => 0,
  );
  if (text === undefined) return undefined;
  try {
    const head = parseSigned<LogHead>(text, 'schleuse-backup-log-v1', signer.publicKey);
    return head.chain === chain && bytes >= head.size * hashBytes ? head : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Writes the entries from `size` on behind those that are there; durable when resolved.
 * @returns false when the last one that is there is another than in the database: the log forked
 */
async function append(client: Client, path: string, firmId: string, size: number): Promise<boolean> {
  const first = Math.floor(Math.max(0, size - 1) / bundleWidth);
  const file = await open(path, size === 0 ? 'w' : 'r+', 0o600);
  try {
    let at = first * bundleWidth * hashBytes;
    for await (const hashes of readEntryHashes(client, firmId, first)) {
      const known = Math.max(0, Math.min(hashes.length, size * hashBytes - at));
      const mirrored = Buffer.alloc(known);
      await file.read(mirrored, 0, known, at);
      if (!mirrored.equals(hashes.subarray(0, known))) return false;
      await file.write(hashes, known, hashes.length - known, at + known);
      at += hashes.length;
    }
    // What a run that was cut short left behind.
    await file.truncate(at);
    await file.sync();
    return true;
  } finally {
    await file.close();
  }
}

async function setAside(paths: BackupPaths, firmId: string): Promise<void> {
  const suffix = `cut-${Date.now()}`;
  for (const path of [paths.logHashes(firmId), paths.logHead(firmId)]) {
    await rename(path, `${path}.${suffix}`).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error;
    });
  }
  await syncDirectory(join(paths.logs));
}

/** A run waits for the mirror between two runs, which takes no time. */
async function lockLogs(to: string): Promise<AsyncDisposable> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await lockDirectory(to, 'logs.lock', () => 'the evidence logs are being mirrored by another process');
    } catch (error) {
      if (!(error instanceof StartRefused) || attempt === 50) throw error;
      await sleep(100);
    }
  }
}
