import { type ChildProcess, spawn } from 'node:child_process';
import { chmod, cp, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

import { sql } from 'kysely';
import pino from 'pino';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { startEmbeddedPostgres } from './embedded-postgres.ts';
import { findPackage, preparePostgresBinaries } from './postgres-binaries.ts';
import { choosePostgresUser } from './postgres-user.ts';
import { startDatabase } from './start-database.ts';

const log = pino({ level: 'silent' });
const asRoot = process.getuid?.() === 0;
let parent: string;
let dataDir: string;
const children: ChildProcess[] = [];

beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'schleuse-embedded-'));
  await chmod(parent, 0o755);
  dataDir = join(parent, 'data');
});
afterEach(async () => {
  const killed = children.splice(0).map((child) => child.kill('SIGKILL'));
  // The next start clears away what a killed server left running.
  if (killed.length > 0) await (await startEmbeddedPostgres({ dataDir, log }))[Symbol.asyncDispose]();
  await rm(parent, { recursive: true, force: true });
});

const start = (): ReturnType<typeof startDatabase> => startDatabase({ dataDir, databaseUrl: undefined, log });

/** A server in a process of its own, ready. */
async function spawnServer(): Promise<ChildProcess> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'testing/run-database.ts'), dataDir]);
  children.push(child);
  const lines = createInterface({ input: child.stderr });
  const [line] = await new Promise<[string]>((resolve) => lines.once('line', (text: string) => resolve([text])));
  expect(line).toMatch(/^18\.\d+$/);
  return child;
}

async function kill(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  const exited = new Promise((done) => child.once('exit', done));
  child.kill(signal);
  await exited;
}

async function postmasterPid(): Promise<number> {
  return Number.parseInt(await readFile(join(dataDir, 'postgres/postmaster.pid'), 'utf8'), 10);
}

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

async function write(database: Awaited<ReturnType<typeof start>>['database'], text: string): Promise<void> {
  await database.outsideFirm((tx) =>
    tx
      .insertInto('spent_challenges')
      .values({ challenge_hash: Buffer.from(text), expires_at: new Date() })
      .execute(),
  );
}

async function readAll(database: Awaited<ReturnType<typeof start>>['database']): Promise<string[]> {
  const rows = await database.outsideFirm((tx) => tx.selectFrom('spent_challenges').select('challenge_hash').execute());
  return rows.map((row) => row.challenge_hash.toString());
}

describe('the built-in PostgreSQL', () => {
  test('is durable, private to this machine and user, and never runs as root', async () => {
    await using running = await start();
    const { rows } = await running.database.outsideFirm((tx) =>
      sql`select name, setting from pg_settings where name in
          ('fsync', 'full_page_writes', 'synchronous_commit', 'listen_addresses', 'data_checksums', 'server_encoding')
          order by name`.execute(tx),
    );
    expect(rows).toEqual([
      { name: 'data_checksums', setting: 'on' },
      { name: 'fsync', setting: 'on' },
      { name: 'full_page_writes', setting: 'on' },
      { name: 'listen_addresses', setting: '' },
      { name: 'server_encoding', setting: 'UTF8' },
      { name: 'synchronous_commit', setting: 'on' },
    ]);
    expect(running.connection.user).toBe('schleuse_app');
    expect((await stat(String(running.connection.host))).mode & 0o777).toBe(0o700);
    const { uid, mode } = await stat(join(dataDir, 'postgres'));
    expect(mode & 0o077).toBe(0);
    expect(uid === 0).toBe(false);
  });

  test('stops with the server and keeps what was committed', async () => {
    const first = await start();
    await write(first.database, 'kept');
    const pid = await postmasterPid();
    await first[Symbol.asyncDispose]();
    expect(isAlive(pid)).toBe(false);
    await using second = await start();
    expect(await readAll(second.database)).toEqual(['kept']);
  });

  test('of a server killed with SIGKILL is taken over by the next', async () => {
    const server = await spawnServer();
    const pid = await postmasterPid();
    await kill(server, 'SIGKILL');
    expect(isAlive(pid)).toBe(true);
    await using running = await start();
    expect(await running.serverVersion()).toMatch(/^18\./);
    expect(isAlive(pid)).toBe(false);
  });

  test('is started again when it is killed, and nothing committed is lost', async () => {
    await using running = await start();
    await write(running.database, 'before');
    const pid = await postmasterPid();
    process.kill(pid, 'SIGKILL');
    // Its children answer until they notice.
    await expect.poll(() => postmasterPid().catch(() => pid), { timeout: 25_000 }).not.toBe(pid);
    await expect.poll(() => readAll(running.database).catch(() => []), { timeout: 25_000 }).toEqual(['before']);
    await write(running.database, 'after');
  });

  test('is not stopped by a stale pid file, whoever has that process id now', async () => {
    await (await start())[Symbol.asyncDispose]();
    // Of PostgreSQL's own user: nothing but its work tells it from a postmaster.
    const other = spawn('sleep', ['60'], (await choosePostgresUser(undefined)) ?? {});
    children.push(other);
    const stale = `${other.pid}\n${dataDir}/postgres\n1\n5432\n/nowhere\n\n  1 1\nready   \n`;
    await writeFile(join(dataDir, 'postgres/postmaster.pid'), stale);
    await using running = await start();
    expect(await readAll(running.database)).toEqual([]);
    expect(isAlive(other.pid ?? 0)).toBe(true);
  });

  test('survives an initdb that was cut off', async () => {
    await mkdir(join(dataDir, 'postgres.new/base'), { recursive: true });
    await using running = await start();
    expect(await readAll(running.database)).toEqual([]);
  });

  test('refuses a second server on the same data directory, and a cluster of another version', async () => {
    const server = await spawnServer();
    await expect(start()).rejects.toThrow(/^another server \(process \d+\) is running on the data directory/);
    await kill(server, 'SIGTERM');
    const versionFile = join(dataDir, 'postgres/PG_VERSION');
    await writeFile(versionFile, '17\n');
    await expect(start()).rejects.toThrow('was made by PostgreSQL 17');
    await writeFile(versionFile, '18\n');
  });

  test('works in a directory whose path is longer than a socket’s may be', async () => {
    dataDir = join(parent, 'a'.repeat(90), 'ü'.repeat(40));
    await using running = await start();
    expect(await readAll(running.database)).toEqual([]);
  });

  test('works below a directory that only its owner may enter', async () => {
    await chmod(parent, 0o700);
    await using running = await start();
    await write(running.database, 'reached');
    expect(await readAll(running.database)).toEqual(['reached']);
  });

  test('takes its programs from a cache when their links are missing or the place is closed to it', async () => {
    const user = await choosePostgresUser(undefined);
    const native = join(parent, 'package/native');
    await cp(join(findPackage(), '..'), join(parent, 'package'), {
      recursive: true,
      filter: (source) => !/libicu\w+\.so(\.60)?$/.test(source),
    });
    const linked = await preparePostgresBinaries(user, dataDir, native, join(parent, 'cache'));
    expect(linked.postgres).toBe(join(native, 'bin/postgres'));
    // Root steps down to a user who cannot enter; anybody else may lack the right to add the links.
    if (asRoot) await chmod(join(parent, 'package'), 0o700);
    else await rm(join(native, 'lib/libicuuc.so.60')).then(() => chmod(join(native, 'lib'), 0o500));
    const copied = await preparePostgresBinaries(user, dataDir, native, join(parent, 'cache'));
    await chmod(join(native, 'lib'), 0o755);
    expect(copied.postgres).toContain(join(parent, 'cache'));
    expect(copied.major).toBe(18);
  });
});
