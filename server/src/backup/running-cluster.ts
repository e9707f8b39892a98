import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { ClientConfig } from 'pg';

import { lockDataDirectory } from '../db/data-directory-lock.ts';
import { StartRefused } from '../db/database-errors.ts';
import { startEmbeddedPostgres } from '../db/embedded-postgres.ts';
import { ownerRole } from '../db/postgres-cluster.ts';
import type { Log } from '../log.ts';
import { BackupRefused } from './backup-refused.ts';

export type ReachedCluster = AsyncDisposable & { connection: ClientConfig };

/**
 * The built-in PostgreSQL of a data directory: that of the running server, or one started for as long as this is held.
 * @throws StartRefused
 */
export async function reachCluster(dataDir: string, log: Log): Promise<ReachedCluster> {
  const cluster = join(dataDir, 'postgres');
  const version = await readFile(join(cluster, 'PG_VERSION'), 'utf8').catch(() => undefined);
  if (version === undefined) throw new BackupRefused(`there is no database in ${dataDir}; is DATA_DIR right?`);
  const lock = await lockDataDirectory(dataDir).catch((error: unknown) => {
    if (error instanceof StartRefused) return undefined;
    throw error;
  });
  if (!lock) {
    const lines = (await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n');
    const [port, host] = [Number(lines[3]), lines[4]];
    if (!host || lines[7]?.trim() !== 'ready') {
      throw new BackupRefused('the server is just starting or stopping; try again in a moment');
    }
    return {
      connection: { host, port, user: ownerRole, database: 'postgres' },
      [Symbol.asyncDispose]: () => Promise.resolve(),
    };
  }
  await using stack = new AsyncDisposableStack();
  stack.use(lock);
  const { connection } = stack.use(await startEmbeddedPostgres({ dataDir, log }));
  const owned = stack.move();
  return { connection: { ...connection, database: 'postgres' }, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}
