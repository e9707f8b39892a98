import { spawn } from 'node:child_process';

import { Client } from 'pg';

import { appRole, intakeRole } from '../db/app-role.ts';
import { withClient } from '../db/start-database.ts';
import { BackupRefused } from './backup-refused.ts';

/**
 * Writes a dump of the database behind DATABASE_URL to a new file (pg_dump's custom format).
 * @throws BackupRefused where pg_dump is missing or too old for the server
 */
export async function dumpDatabase(databaseUrl: string, path: string): Promise<void> {
  await assertNewEnough('pg_dump', databaseUrl);
  await run('pg_dump', ['--format=custom', '--compress=0', '--no-password', `--file=${path}`], databaseUrl);
}

/**
 * Reads a dump into the empty database behind DATABASE_URL.
 * @throws BackupRefused when it is not empty, or pg_restore refuses
 */
export async function restoreDump(databaseUrl: string, path: string): Promise<void> {
  await assertEmptyDatabase(databaseUrl);
  await assertNewEnough('pg_restore', databaseUrl);
  await withClient({ connectionString: databaseUrl }, async (client: Client) => {
    // Roles belong to the cluster, so no dump of a database holds them.
    for (const role of [appRole, intakeRole]) {
      const { rowCount } = await client.query('select from pg_roles where rolname = $1', [role]);
      if (rowCount) continue;
      await client.query(`create role ${role} nologin`);
      if (role === appRole) await client.query(`grant ${role} to current_user`);
    }
  });
  const name = await withClient({ connectionString: databaseUrl }, async (client) => client.database);
  const options = ['--exit-on-error', '--single-transaction', '--no-password', `--dbname=${name ?? ''}`, path];
  await run('pg_restore', options, databaseUrl);
}

/** @throws BackupRefused when there is a table of ours already */
export async function assertEmptyDatabase(databaseUrl: string): Promise<void> {
  await withClient({ connectionString: databaseUrl }, async (client) => {
    const { rows } = await client.query<{ found: boolean }>(
      `select to_regclass('public.firms') is not null or to_regnamespace('graphile_worker') is not null as found`,
    );
    if (rows[0]?.found)
      throw new BackupRefused('the database behind DATABASE_URL is not empty; restore into a new one');
  });
}

type Program = 'pg_dump' | 'pg_restore';

/** PostgreSQL's own programs refuse a newer server, or its dump, in words that do not say what to do. */
async function assertNewEnough(program: Program, databaseUrl: string): Promise<void> {
  const { out } = await run(program, ['--version'], databaseUrl);
  const own = Number(/(\d+)/.exec(out)?.[1] ?? 0);
  const server = await withClient({ connectionString: databaseUrl }, async (client) => {
    const { rows } = await client.query<{ major: number }>(
      `select current_setting('server_version_num')::int / 10000 as major`,
    );
    return rows[0]?.major ?? 0;
  });
  if (own >= server) return;
  throw new BackupRefused(
    `${program} on this machine is of version ${own}, the database behind DATABASE_URL of version ${server}: ` +
      `install the client programs of PostgreSQL ${server} (Debian: postgresql-client-${server}) and put them first on PATH`,
  );
}

async function run(program: Program, args: string[], databaseUrl: string): Promise<{ out: string }> {
  const child = spawn(program, args, { env: environmentFor(databaseUrl), stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  let out = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said = (said + text).slice(0, 2_000)));
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out = (out + text).slice(0, 2_000)));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('close', resolve).on('error', (error: NodeJS.ErrnoException) => {
      const missing = `DATABASE_URL is set, and ${program} is not on this machine: install PostgreSQL's client programs`;
      reject(error.code === 'ENOENT' ? new BackupRefused(missing) : error);
    });
  });
  if (code !== 0) throw new BackupRefused(`${program} failed: ${said.trim().split('\n')[0] ?? `code ${code}`}`);
  return { out };
}

/** The URL travels in the environment: arguments can be read by every user of the machine. */
function environmentFor(databaseUrl: string): Record<string, string> {
  const { host, port, user, password, database } = new Client({ connectionString: databaseUrl });
  const url = URL.canParse(databaseUrl) ? new URL(databaseUrl).searchParams : new URLSearchParams();
  return {
    PATH: process.env['PATH'] ?? '',
    PGHOST: host,
    PGPORT: String(port),
    PGUSER: user ?? '',
    PGDATABASE: database ?? '',
    ...(password ? { PGPASSWORD: password } : {}),
    ...Object.fromEntries(
      [
        ['sslmode', 'PGSSLMODE'],
        ['sslrootcert', 'PGSSLROOTCERT'],
        ['options', 'PGOPTIONS'],
      ].flatMap(([name = '', variable = '']) => (url.get(name) ? [[variable, url.get(name) ?? '']] : [])),
    ),
  };
}
