import { sql } from 'kysely';
import { Client, type ClientConfig, escapeIdentifier, Pool } from 'pg';

import { migrateJobs } from '../jobs/migrate-jobs.ts';
import type { Log } from '../log.ts';
import { asAppRole, prepareAppRole, verifyAppRole } from './app-role.ts';
import { lockDataDirectory } from './data-directory-lock.ts';
import { type Database, type FirmTransaction, openDatabase } from './database.ts';
import { StartRefused } from './database-errors.ts';
import { startEmbeddedPostgres } from './embedded-postgres.ts';
import { migrate } from './migrate.ts';
import type { OsGroup } from './postgres-user.ts';

export type RunningDatabase = AsyncDisposable & {
  database: Database;
  /** For libraries with a pool of their own (graphile-worker): a connection as the app role. */
  connection: ClientConfig;
  /** As PostgreSQL calls it, e.g. `18.4`; rejects with Unavailable while it cannot be reached. */
  serverVersion(): Promise<string>;
};

export type DatabaseStart = {
  dataDir: string;
  /** Undefined: the built-in PostgreSQL in `dataDir/postgres`. */
  databaseUrl: string | undefined;
  log: Log;
  /** The caller holds the lock of the data directory already. */
  locked?: boolean;
  /** Group whose members may connect to the built-in PostgreSQL as the intake role. */
  intakeGroup?: OsGroup | undefined;
  /** Of this server's pool; default 8: each costs PostgreSQL 4 MB. */
  maxConnections?: number;
};

const oldest = 150_000;

/**
 * Makes this process the server of the data directory, starts or reaches PostgreSQL, migrates, and opens the pool as
 * the app role. Disposing closes the pool, then PostgreSQL if it is the built-in one, then the lock.
 * @throws StartRefused in one line for the operator.
 */
export async function startDatabase(options: DatabaseStart): Promise<RunningDatabase> {
  const { dataDir, databaseUrl, log, intakeGroup: group, maxConnections = 8 } = options;
  await using started = new AsyncDisposableStack();
  if (!options.locked) started.use(await lockDataDirectory(dataDir));
  let owner: ClientConfig;
  if (databaseUrl === undefined) {
    const postgres = started.use(await startEmbeddedPostgres({ dataDir, log, group }));
    owner = { ...postgres.connection, database: 'schleuse' };
    await createDatabase({ ...postgres.connection, database: 'postgres' }, 'schleuse');
  } else {
    owner = { connectionString: databaseUrl };
  }
  const login = databaseUrl === undefined;
  await prepareDatabase(owner, { login });
  const connection = asAppRole(owner, { login });
  await verifyAndPrepareJobs(connection, log);
  const database = openDatabase({ connection, maxConnections, log });
  started.defer(() => database.close());
  const stack = started.move();
  return {
    database,
    connection,
    serverVersion: async () => await database.outsideFirm(readServerVersion),
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

/** Role, schema and grants, as the migrating role; safe to repeat. */
export async function prepareDatabase(owner: ClientConfig, { login }: { login: boolean }): Promise<void> {
  await withClient(owner, async (client) => {
    const { rows } = await client.query<{ version: number; name: string; encoding: string }>(
      `select current_setting('server_version_num')::int as version, current_setting('server_version') as name,
              current_setting('server_encoding') as encoding`,
    );
    const server = rows[0];
    if (!server || server.version < oldest) {
      throw new StartRefused(`PostgreSQL ${server?.name} is too old; 15 or newer is needed`);
    }
    if (server.encoding !== 'UTF8')
      throw new StartRefused(`the database has the encoding ${server.encoding}, not UTF8`);
    await prepareAppRole(client, { login });
    await migrate(client);
  });
}

/** What is done as the app role: the check that it is bound, and the tables of the job queue, which are its own. */
export async function verifyAndPrepareJobs(connection: ClientConfig, log: Log): Promise<void> {
  await withClient(connection, verifyAppRole);
  const pool = new Pool({ ...connection, max: 2 });
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  try {
    await migrateJobs(pool, log);
  } finally {
    await pool.end();
  }
}

export async function createDatabase(owner: ClientConfig, name: string): Promise<void> {
  await withClient(owner, async (client) => {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name]);
    if (!rowCount) await client.query(`create database ${escapeIdentifier(name)}`);
  });
}

/** @throws StartRefused without the URL's password when the server cannot be reached. */
export async function withClient<T>(config: ClientConfig, run: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionTimeoutMillis: 15_000, ...config });
  client.on('error', () => undefined);
  await client.connect().catch((error: Error) => {
    throw new StartRefused(`the database cannot be reached: ${error.message}`, { cause: error });
  });
  try {
    return await run(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}

export async function readServerVersion(tx: FirmTransaction): Promise<string> {
  const { rows } = await sql<{ version: string }>`select current_setting('server_version') as version`.execute(tx);
  return rows[0]?.version.split(' ')[0] ?? '';
}
