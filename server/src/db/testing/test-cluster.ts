import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Client, type QueryResult } from 'pg';
import pino from 'pino';

import { asAppRole } from '../app-role.ts';
import { startEmbeddedPostgres } from '../embedded-postgres.ts';
import { createDatabase, prepareDatabase, verifyAndPrepareJobs } from '../start-database.ts';

export type TestCluster = { host: string; port: number; user: string };

export const templateName = 'schleuse_template';

/** A PostgreSQL of its own in a temporary directory, with a migrated database to clone. */
export async function startTestCluster(): Promise<AsyncDisposable & { connection: TestCluster }> {
  const dataDir = await mkdtemp(join(tmpdir(), 'schleuse-test-'));
  await using stack = new AsyncDisposableStack();
  stack.defer(() => rm(dataDir, { recursive: true, force: true }));
  const log = pino({ level: 'silent' });
  const { connection } = stack.use(await startEmbeddedPostgres({ dataDir, log, durable: false, maxConnections: 200 }));
  await createDatabase({ ...connection, database: 'postgres' }, templateName);
  const template = { ...connection, database: templateName };
  await prepareDatabase(template, { login: true });
  await verifyAndPrepareJobs(asAppRole(template, { login: true }), log);
  const moved = stack.move();
  return { connection, [Symbol.asyncDispose]: () => moved.disposeAsync() };
}

export async function runAsOwner(cluster: TestCluster, database: string, sql: string): Promise<QueryResult> {
  const client = new Client({ ...cluster, database });
  await client.connect();
  try {
    return await client.query(sql);
  } finally {
    await client.end();
  }
}
