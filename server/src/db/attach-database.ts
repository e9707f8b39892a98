import { access } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { Client, type ClientConfig } from 'pg';

import type { Log } from '../log.ts';
import { appRole, asAppRole, type intakeRole, verifyAppRole, verifyIntakeRole } from './app-role.ts';
import { openDatabase } from './database.ts';
import { StartRefused } from './database-errors.ts';
import { newestMigration } from './migrate.ts';
import { socketDirectories } from './postgres-cluster.ts';
import { readServerVersion, type RunningDatabase, withClient } from './start-database.ts';

export type DatabaseAttachment = {
  dataDir: string;
  /** Undefined: the built-in PostgreSQL that the process with the role app has started. */
  databaseUrl: string | undefined;
  role: typeof appRole | typeof intakeRole;
  log: Log;
  /** How long to wait for it, in milliseconds; default a minute: at a start of the machine all begin at once. */
  patience?: number;
};

const socketName = '.s.PGSQL.5432';

/**
 * Reaches the database that another process of this house runs and has migrated, and opens a pool as `role`. Disposing
 * closes the pool only.
 * @throws StartRefused in one line when it is not there in time, is of another version, or the role may do too much
 */
export async function attachDatabase(options: DatabaseAttachment): Promise<RunningDatabase> {
  const { databaseUrl, role, log, patience = 60_000 } = options;
  const dataDir = resolve(options.dataDir);
  const wanted = await newestMigration();
  let connection: ClientConfig | undefined;
  for (const deadline = Date.now() + patience; ;) {
    connection = databaseUrl === undefined ? await findSocket(dataDir, role) : urlAs(databaseUrl, role);
    const state = connection ? await readState(connection) : 'no socket of a built-in PostgreSQL is there';
    if (state === wanted) break;
    if (typeof state === 'number' && state > wanted) {
      throw new StartRefused('the database was migrated by a newer version of this program; start that version');
    }
    if (Date.now() > deadline) {
      throw new StartRefused(
        typeof state === 'number'
          ? 'the database has not been migrated: start the process with the role app first'
          : `the database cannot be reached (is the process with the role app running?): ${state}`,
      );
    }
    await sleep(200);
  }
  if (!connection) throw new StartRefused('the database cannot be reached');
  await withClient(connection, role === appRole ? verifyAppRole : verifyIntakeRole);
  const database = openDatabase({ connection, maxConnections: 10, log });
  return {
    database,
    connection,
    serverVersion: async () => await database.outsideFirm(readServerVersion),
    [Symbol.asyncDispose]: () => database.close(),
  };
}

function urlAs(connectionString: string, name: string): ClientConfig {
  return asAppRole({ connectionString }, { login: false, name });
}

async function findSocket(dataDir: string, user: string): Promise<ClientConfig | undefined> {
  const { inside, outside } = socketDirectories(dataDir);
  for (const host of [inside, ...outside]) {
    const there = await access(join(host, socketName)).then(
      () => true,
      () => false,
    );
    if (there) return { host, port: 5432, user, database: 'schleuse' };
  }
  return undefined;
}

/** The number of the newest migration in it, or why it cannot be asked. */
async function readState(connection: ClientConfig): Promise<number | string> {
  const client = new Client({ connectionTimeoutMillis: 5_000, ...connection });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ newest: number }>('select max(number) as newest from schleuse_migrations');
    return rows[0]?.newest ?? 0;
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    // Not migrated so far that this role may look, or not at all.
    return code === '42P01' || code === '42501' ? 0 : message;
  } finally {
    await client.end().catch(() => undefined);
  }
}
