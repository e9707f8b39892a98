import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';

import { migrate, migrationsDirectory } from './migrate.ts';
import { createTestDatabase, type TestDatabase } from './testing/test-database.ts';

let db: TestDatabase;
let owner: Client;
let directory: string;
let next: string;
beforeAll(async () => {
  db = await createTestDatabase();
  owner = new Client({ ...db.connection, user: 'schleuse_owner' });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await db[Symbol.asyncDispose]();
});
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'schleuse-migrations-'));
  await cp(migrationsDirectory, directory, { recursive: true });
  const { rows } = await db.asOwner('select max(number) + 1 as next from schleuse_migrations');
  next = String(rows[0].next).padStart(4, '0');
});
afterEach(() => rm(directory, { recursive: true }));

test('applies nothing twice, also when two servers start at once', async () => {
  await writeFile(join(directory, `${next}_once.sql`), 'create table once (a int); select pg_sleep(0.2);');
  const other = new Client({ ...db.connection, user: 'schleuse_owner' });
  await other.connect();
  const applied = await Promise.all([migrate(owner, directory), migrate(other, directory)]);
  await other.end();
  expect(applied.sort()).toEqual([0, 1]);
  await db.asOwner(`drop table once; delete from schleuse_migrations where name like '%once%'`);
});

test('a migration that fails leaves nothing behind and is named', async () => {
  await writeFile(join(directory, `${next}_half.sql`), 'create table half (a int); select 1 / 0;');
  await expect(migrate(owner, directory)).rejects.toThrow(`migration ${next}_half.sql failed: division by zero`);
  const { rows } = await db.asOwner(`select to_regclass('half') as half`);
  expect(rows).toEqual([{ half: null }]);
});

test('refuses a database that is newer than the program', async () => {
  await db.asOwner(`insert into schleuse_migrations (number, name, checksum) values (9999, '9999_future.sql', '')`);
  await expect(migrate(owner, directory)).rejects.toThrow('newer version of this program (9999_future.sql)');
  await db.asOwner('delete from schleuse_migrations where number = 9999');
});

test('refuses a migration that was edited after it was applied; line ends do not count', async () => {
  const file = join(directory, '0001_firms.sql');
  const text = await readFile(file, 'utf8');
  await writeFile(file, text.replaceAll('\n', '\r\n'));
  expect(await migrate(owner, directory)).toBe(0);
  await writeFile(file, `${text}\n-- afterthought`);
  await expect(migrate(owner, directory)).rejects.toThrow('0001_firms.sql was changed after it had been applied');
});

test('refuses gaps and names it does not know', async () => {
  await writeFile(join(directory, 'notes.txt'), '');
  await expect(migrate(owner, directory)).rejects.toThrow('notes.txt is not named like');
  await rm(join(directory, 'notes.txt'));
  await rm(join(directory, '0002_accounts.sql'));
  await expect(migrate(owner, directory)).rejects.toThrow('out of order');
});
