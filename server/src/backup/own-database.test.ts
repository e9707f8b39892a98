import { spawnSync } from 'node:child_process';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

import { Client } from 'pg';
import pino from 'pino';
import { describe, expect, test } from 'vitest';

import { startEmbeddedPostgres } from '../db/embedded-postgres.ts';
import { installedVersions, startSystemPostgres } from '../db/testing/system-postgres.ts';
import { environmentOf, makeDirectories, run, startHouse } from './testing/backup-house.ts';

function pgDumpMajor(): number {
  const { stdout } = spawnSync('pg_dump', ['--version'], { encoding: 'utf8' });
  return Number.parseInt(/(\d+)/.exec(stdout ?? '')?.[1] ?? '0', 10);
}

async function runSql(url: string, statements: string[]): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  for (const statement of statements) await client.query(statement);
  await client.end();
}

// pg_dump speaks to servers of its own version and older ones; where there is none, there is nothing to try.
describe.each(installedVersions().filter((version) => Number(version) <= pgDumpMajor()))(
  'V11: DATABASE_URL with PostgreSQL %s',
  (version) => {
    test('V11: a dump comes back into an empty database, and into no other', { timeout: 180_000 }, async () => {
      await using directories = await makeDirectories();
      await using server = await startSystemPostgres(version);
      const admin = `postgresql://postgres@/postgres?host=${server.host}`;
      const [here, there] = ['house', 'new'].map(
        (name) => `postgresql://house_owner@localhost/${name}?host=${server.host}`,
      );
      if (!here || !there) throw new Error('no URL');
      await runSql(admin, [
        'create role house_owner login createrole',
        'create database house owner house_owner',
        'create database new owner house_owner',
      ]);
      const env = { ...environmentOf(directories), DATABASE_URL: here };
      let kept;
      {
        await using house = await startHouse(directories, directories.data, { DATABASE_URL: here });
        kept = await house.dropOff();
        expect(await run(['backup', '--to', directories.backup], env)).toMatchObject({ code: 0 });
      }
      expect(await run(['check', directories.backup], env)).toMatchObject({ code: 0 });
      const restoring = environmentOf(directories, directories.restored);
      expect(await run(['restore', '--from', directories.backup], { ...restoring, DATABASE_URL: here })).toEqual({
        code: 1,
        said: expect.stringContaining('the database behind DATABASE_URL is not empty'),
      });
      const restored = await run(['restore', '--from', directories.backup], { ...restoring, DATABASE_URL: there });
      expect(restored, restored.said).toMatchObject({ code: 0 });
      await using house = await startHouse(directories, directories.restored, { DATABASE_URL: there });
      expect(await house.read(kept.id)).toEqual([kept.bytes]);
    });
  },
);

test('V11: without pg_dump, DATABASE_URL is refused in one line', { timeout: 60_000 }, async () => {
  await using directories = await makeDirectories();
  await startHouse(directories).then((house) => house[Symbol.asyncDispose]());
  await using postgres = await startEmbeddedPostgres({ dataDir: directories.data, log: pino({ level: 'silent' }) });
  const { host, user } = postgres.connection;
  const env = {
    ...environmentOf(directories),
    DATABASE_URL: `postgresql://${user}@localhost/schleuse?host=${host}`,
    PATH: '/none',
  };
  expect(await run(['backup', '--to', directories.backup], env)).toEqual({
    code: 1,
    said: expect.stringMatching(/^Schleuse: DATABASE_URL is set, and pg_dump is not on this machine.*\n$/),
  });
});

test('V11: a pg_dump that is older than the server is refused with what to install', async () => {
  await using directories = await makeDirectories();
  await startHouse(directories).then((house) => house[Symbol.asyncDispose]());
  await using postgres = await startEmbeddedPostgres({ dataDir: directories.data, log: pino({ level: 'silent' }) });
  const { host, user } = postgres.connection;
  // What one of another version says of itself.
  const old = join(directories.base, 'bin');
  await mkdir(old);
  for (const program of ['pg_dump', 'pg_restore']) {
    await writeFile(join(old, program), `#!/bin/sh\necho "${program} (PostgreSQL) 15.18 (Debian 15.18-0)"\n`);
    await chmod(join(old, program), 0o755);
  }
  const env = {
    ...environmentOf(directories),
    DATABASE_URL: `postgresql://${user}@localhost/schleuse?host=${host}`,
    PATH: `${old}${delimiter}${process.env['PATH'] ?? ''}`,
  };
  const said =
    'Schleuse: pg_dump on this machine is of version 15, the database behind DATABASE_URL of version 18: install';
  expect(await run(['backup', '--to', directories.backup], env)).toEqual({
    code: 1,
    said: expect.stringContaining(said),
  });
}, 60_000);
