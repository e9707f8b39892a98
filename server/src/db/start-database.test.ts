import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { sql } from 'kysely';
import { Client } from 'pg';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';

import { verifyAppRole } from './app-role.ts';
import { startEmbeddedPostgres } from './embedded-postgres.ts';
import { startDatabase } from './start-database.ts';
import { runAsOwner } from './testing/test-cluster.ts';
import { insertFirm } from './testing/rows.ts';
import { installedVersions, startSystemPostgres } from './testing/system-postgres.ts';

const log = pino({ level: 'silent' });
let dataDir: string;
let clusterDir: string;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'schleuse-data-'));
  clusterDir = await mkdtemp(join(tmpdir(), 'schleuse-cluster-'));
});
afterAll(async () => {
  await rm(dataDir, { recursive: true });
  await rm(clusterDir, { recursive: true });
});

const start = (databaseUrl: string): ReturnType<typeof startDatabase> => startDatabase({ dataDir, databaseUrl, log });

async function run(databaseUrl: string, statements: string): Promise<void> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query(statements);
  await client.end();
}

// The built-in version through a URL, and the older ones.
describe.each(['built-in', ...installedVersions()])('DATABASE_URL with PostgreSQL %s', (version) => {
  const stack = new AsyncDisposableStack();
  let admin: string;
  let url: string;
  beforeAll(async () => {
    // Of its own: roles belong to a whole cluster, and other tests rely on theirs.
    const { host, user } =
      version === 'built-in'
        ? stack.use(await startEmbeddedPostgres({ dataDir: clusterDir, log, durable: false })).connection
        : { ...stack.use(await startSystemPostgres(version)), user: 'postgres' };
    admin = `postgresql://${user}@/postgres?host=${host}`;
    url = `postgresql://house_owner@/house?host=${host}`;
    await run(admin, 'create role house_owner login createrole');
    await run(admin, 'create database house owner house_owner');
  });
  afterAll(async () => {
    await stack.disposeAsync();
  });

  test('migrates as the role of the URL and works as one that row-level security binds, twice over', async () => {
    for (let time = 0; time < 2; time++) {
      await using running = await start(url);
      const firm = await insertFirm(running.database);
      const { rows } = await running.database.inFirm(firm, (tx) =>
        sql<{ who: string; seen: number }>`select current_user as who, count(*) as seen from firms`.execute(tx),
      );
      expect(rows).toEqual([{ who: 'schleuse_app', seen: 1 }]);
      expect(await running.serverVersion()).toMatch(version === 'built-in' ? /^18\./ : new RegExp(`^${version}\\.`));
    }
  });

  test('keeps the options that stand in the URL', async () => {
    await using running = await start(`${url}&options=-c%20work_mem%3D5MB`);
    const { rows } = await running.database.outsideFirm((tx) =>
      sql`select current_user as who, current_setting('work_mem') as memory`.execute(tx),
    );
    expect(rows).toEqual([{ who: 'schleuse_app', memory: '5MB' }]);
  });

  test('refuses an app role with too many rights', async () => {
    await run(admin, 'alter role schleuse_app bypassrls');
    await expect(start(url)).rejects.toThrow('schleuse_app has SUPERUSER, BYPASSRLS or CREATEROLE');
    await run(admin, 'alter role schleuse_app nobypassrls');
  });
});

describe('the check of the role at start', () => {
  const built = inject('testCluster');
  const verifyAs = async (user: string): Promise<void> => {
    const client = new Client({ ...built, database: 'schleuse_template', user });
    await client.connect();
    await verifyAppRole(client).finally(() => client.end());
  };

  test('refuses the owner of the tables, a member of it, and a role that passes by the policies', async () => {
    await verifyAs('schleuse_app');
    await expect(verifyAs(built.user)).rejects.toThrow('bypasses row-level security');
    await runAsOwner(built, 'postgres', 'create role careless login bypassrls');
    await expect(verifyAs('careless')).rejects.toThrow('careless bypasses row-level security');
    await runAsOwner(built, 'postgres', `drop role careless; create role related login in role ${built.user}`);
    await expect(verifyAs('related')).rejects.toThrow(/^the database role related owns table \w+/);
    await runAsOwner(built, 'postgres', 'drop role related');
  });

  test('says in one line that the database cannot be reached, without the password', async () => {
    const failing = start('postgresql://house:geheim@127.0.0.1:1/house');
    await expect(failing).rejects.toThrow(/^the database cannot be reached: (?!.*geheim)/);
  });
});
