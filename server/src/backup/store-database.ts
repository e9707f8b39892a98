import { createReadStream } from 'node:fs';
import { rename, stat, unlink } from 'node:fs/promises';
import { basename, join } from 'node:path';

import { withClient } from '../db/start-database.ts';
import { syncDirectory } from '../keys/durable-file.ts';
import type { KeyRing } from '../keys/key-ring.ts';
import type { Log } from '../log.ts';
import type { BackupPaths } from './backup-paths.ts';
import { dataFiles } from './data-files.ts';
import { dumpDatabase } from './own-database.ts';
import { reachCluster } from './running-cluster.ts';
import { writeSealedFile } from './sealed-file.ts';
import type { Inventory } from './signed-list.ts';
import { snapshotCluster } from './snapshot-cluster.ts';
import { type TarEntry, writeTar } from './tar.ts';

export type DatabaseToStore = { dataDir: string; databaseUrl: string | undefined; keys: KeyRing; log: Log };

/** The key that seals databases in backups is derived from the root key under this name. */
export const databaseKeyPurpose = 'backup-database';

/** Stores a consistent state of the database and the small files beside it as one sealed archive; durable when resolved. */
export async function storeDatabase(
  { dataDir, databaseUrl, keys, log }: DatabaseToStore,
  paths: BackupPaths,
  { chain, number }: { chain: string; number: number },
): Promise<Inventory['database']> {
  const temporary = join(paths.temporary, 'database.sealed');
  const sealing = { key: keys.deriveSecret(databaseKeyPurpose), chain, number };
  const kind = databaseUrl === undefined ? 'cluster' : 'dump';
  const store = async (entries: AsyncIterable<TarEntry>) =>
    await writeSealedFile(temporary, sealing, writeTar(withDataFiles(entries, dataDir)));
  let stored;
  if (databaseUrl === undefined) {
    await using reached = await reachCluster(dataDir, log);
    const cluster = join(dataDir, 'postgres');
    stored = await withClient(reached.connection, async (client) => await store(snapshotOf(cluster, client)));
  } else {
    const dump = join(paths.temporary, 'database.dump');
    await dumpDatabase(databaseUrl, dump);
    stored = await store(dumpEntries(dump));
    await unlink(dump);
  }
  await rename(temporary, paths.database(number));
  await syncDirectory(paths.databases);
  return { kind, path: `databases/${basename(paths.database(number))}`, ...stored };
}

async function* snapshotOf(...of: Parameters<typeof snapshotCluster>): AsyncGenerator<TarEntry> {
  for await (const entry of snapshotCluster(...of)) yield { ...entry, path: `postgres/${entry.path}` };
}

async function* withDataFiles(entries: AsyncIterable<TarEntry>, dataDir: string): AsyncGenerator<TarEntry> {
  yield* entries;
  yield* dataFiles(dataDir);
}

async function* dumpEntries(path: string): AsyncGenerator<TarEntry> {
  yield { path: 'database.dump', size: (await stat(path)).size, read: () => createReadStream(path) };
}
