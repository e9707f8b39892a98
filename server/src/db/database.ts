import {
  DefaultQueryExecutor,
  DummyDriver,
  PostgresAdapter,
  PostgresDialect,
  PostgresQueryCompiler,
  Transaction,
} from 'kysely';
import { type ClientConfig, Pool } from 'pg';

import type { Log } from '../log.ts';
import { translateDatabaseError } from './database-errors.ts';
import { type Listener, openListener } from './listener.ts';
import { PgConnection, writeTogether } from './pg-connection.ts';
import type { Schema } from './schema.generated.ts';
import { valueTypes } from './value-types.ts';

export type FirmTransaction = Transaction<Schema>;

/**
 * Whose rows a transaction sees: a firm's, and in an intake process of those only one drop-off's, named by its token's
 * hash. Elsewhere the hash changes nothing.
 */
export type Scope = { firmId: string; tokenHash?: string | undefined };

export type Database = {
  /**
   * Runs in one transaction that sees only this firm's rows. Commits when `run` resolves, rolls back when it throws;
   * never repeated by itself. What `run` returns is durable when the promise resolves.
   * @throws Unavailable when the connection is lost; after a lost COMMIT nobody knows whether it took place.
   */
  inFirm<T>(scope: string | Scope, run: (tx: FirmTransaction) => Promise<T>): Promise<T>;
  /** Like inFirm, but without a firm: look-ups by secret (security-definer functions) and tables without firm_id. */
  outsideFirm<T>(run: (tx: FirmTransaction) => Promise<T>): Promise<T>;
  /** Hears NOTIFY on a channel; what is sent while the connection is down is lost. Ends with the disposable. */
  listen(channel: string, onMessage: (payload: string) => void): Promise<AsyncDisposable>;
  /** Waits for running transactions and closes all connections. Can be called twice. */
  close(): Promise<void>;
};

export type DatabaseOptions = {
  /** How to reach PostgreSQL as the server's own role, see app-role.ts. */
  connection: ClientConfig;
  /** Largest number of connections at once; each transaction holds one. */
  maxConnections: number;
  log: Log;
};

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

const sha256 = /^[0-9a-f]{64}$/;

/** Opens the pool. Nothing connects before the first use. */
export function openDatabase({ connection, maxConnections, log }: DatabaseOptions): Database {
  const settings: ClientConfig = { ...connection, types: valueTypes, connectionTimeoutMillis: 10_000 };
  const pool = new Pool({ ...settings, max: maxConnections, idleTimeoutMillis: 60_000, pipeline: true });
  let closed: Promise<void> | undefined;
  // A connection that breaks while idle is replaced by the next use; without a handler it would end the process.
  pool.on('error', (error) => closed ?? log.warn({ reason: error.message }, 'idle database connection lost'));
  // The same for one that breaks in use: its query fails, and what the socket says afterwards is no news.
  pool.on('connect', (client) => client.on('error', () => undefined));
  const listener: Listener = openListener(settings, log);
  return {
    inFirm: async (scope, run) => {
      const { firmId, tokenHash }: Scope = typeof scope === 'string' ? { firmId: scope } : scope;
      if (!uuid.test(firmId)) throw new TypeError('not a firm id');
      if (tokenHash !== undefined && !sha256.test(tokenHash)) throw new TypeError('not a hash');
      const token = tokenHash === undefined ? '' : `, set_config('schleuse.token_hash', '${tokenHash}', true)`;
      return await transact(pool, `begin; select set_config('schleuse.firm_id', '${firmId}', true)${token}`, run);
    },
    outsideFirm: async (run) => await transact(pool, 'begin', run),
    listen: async (channel, onMessage) => await listener.listen(channel, onMessage),
    close: async () => {
      closed ??= Promise.all([pool.end(), listener.close()]).then(() => undefined);
      await closed;
    },
  };
}

/**
 * For the last statement of a transaction, when nothing depends on its answer: it is not waited for, so that COMMIT
 * travels with it. Should it fail, the commit does, with its error.
 */
export function sendWithCommit(statement: Promise<unknown>): void {
  statement.catch(() => undefined);
}

async function transact<T>(pool: Pool, begin: string, run: (tx: FirmTransaction) => Promise<T>): Promise<T> {
  const client = await pool.connect().catch((error: unknown) => {
    throw translateDatabaseError(error);
  });
  let broken = false;
  try {
    // Not awaited: it travels together with the first query. Should it fail, that query fails too.
    writeTogether(client);
    const begun = client.query(begin);
    begun.catch(() => undefined);
    const connection = new PgConnection(client);
    const result = await run(transactionOn(connection));
    const { command } = await client.query('commit');
    await begun;
    // PostgreSQL answers COMMIT with ROLLBACK after a statement that failed, even if its error was swallowed.
    if (command !== 'COMMIT') throw connection.failure ?? new Error('the transaction was rolled back');
    return result;
  } catch (error) {
    await client.query('rollback').catch(() => {
      broken = true;
    });
    throw translateDatabaseError(error);
  } finally {
    client.release(broken);
  }
}

const compiler = new PostgresQueryCompiler();
const adapter = new PostgresAdapter();
const driver = new DummyDriver();
const dialect = new PostgresDialect({ pool: () => Promise.reject(new Error('transactions bring their connection')) });

/** Kysely's transaction object on a connection that already is in one: its own BEGIN would be one more round trip. */
function transactionOn(connection: PgConnection): FirmTransaction {
  // Kysely's own provider lets a query wait for the one before; PostgreSQL takes them one behind the other by itself.
  const executor = new DefaultQueryExecutor(compiler, adapter, { provideConnection: (use) => use(connection) });
  return new Transaction<Schema>({ config: { dialect }, driver, dialect, executor });
}
