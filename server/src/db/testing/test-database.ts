import { randomUUID } from 'node:crypto';

import type { ClientConfig, QueryResult } from 'pg';
import pino from 'pino';
import { inject } from 'vitest';

import { asAppRole } from '../app-role.ts';
import { type Database, openDatabase } from '../database.ts';
import { runAsOwner, templateName } from './test-cluster.ts';

export type TestDatabase = Database &
  AsyncDisposable & {
    /** As the app role, for code with a pool of its own. */
    connection: ClientConfig;
    /** As the migrating role, past row-level security: to look at everything, or to break something. */
    asOwner(sql: string): Promise<QueryResult>;
  };

/** A migrated, empty database of its own in the run's PostgreSQL (tests/global-setup.ts); dropped when disposed. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const cluster = inject('testCluster');
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await runAsOwner(cluster, 'postgres', `create database ${name} template ${templateName}`);
  const connection = asAppRole({ ...cluster, database: name }, { login: true });
  const database = openDatabase({ connection, maxConnections: 8, log: pino({ level: 'silent' }) });
  return {
    ...database,
    connection,
    asOwner: (sql) => runAsOwner(cluster, name, sql),
    async [Symbol.asyncDispose]() {
      await database.close();
      await runAsOwner(cluster, 'postgres', `drop database ${name} with (force)`);
    },
  };
}
