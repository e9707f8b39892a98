import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { ClientBase } from 'pg';

import { StartRefused } from './database-errors.ts';

type Migration = { number: number; name: string; sql: string; checksum: string };
type Applied = { number: number; name: string; checksum: string };

export const migrationsDirectory = join(import.meta.dirname, '../../migrations');
// Any fixed number will do; it keeps two starting servers from migrating at once.
const advisoryLock = 7_262_118_011;

/**
 * Brings the database to the newest schema, one transaction a file, and records each file's SHA-256.
 * @returns how many files were applied.
 * @throws StartRefused for a database newer than this program, an edited or missing migration, or one that fails.
 */
export async function migrate(owner: ClientBase, directory = migrationsDirectory): Promise<number> {
  const migrations = await readMigrations(directory);
  await owner.query('select pg_advisory_lock($1)', [advisoryLock]);
  try {
    await owner.query(`create table if not exists schleuse_migrations (
      number int primary key, name text not null, checksum text not null, applied_at timestamptz not null default now())`);
    const { rows } = await owner.query<Applied>(
      'select number, name, checksum from schleuse_migrations order by number',
    );
    const missing = findMissing(migrations, rows);
    for (const migration of missing) await apply(owner, migration);
    return missing.length;
  } finally {
    await owner.query('select pg_advisory_unlock($1)', [advisoryLock]).catch(() => undefined);
  }
}

/** The number of the newest schema this program knows. */
export async function newestMigration(): Promise<number> {
  return (await readMigrations(migrationsDirectory)).at(-1)?.number ?? 0;
}

async function readMigrations(directory: string): Promise<Migration[]> {
  const migrations: Migration[] = [];
  for (const file of (await readdir(directory)).sort()) {
    const match = /^(\d{4})_[a-z0-9_]+\.sql$/.exec(file);
    if (!match) throw new StartRefused(`migrations/${file} is not named like 0001_name.sql`);
    // A check-out on Windows may change the line ends; that is no edit.
    const sql = (await readFile(join(directory, file), 'utf8')).replaceAll('\r\n', '\n');
    const checksum = createHash('sha256').update(sql).digest('hex');
    migrations.push({ number: Number(match[1]), name: file, sql, checksum });
  }
  const misplaced = migrations.find((migration, index) => migration.number !== index + 1);
  if (misplaced)
    throw new StartRefused(`migrations/${misplaced.name} is out of order: numbers run from 0001 without gaps`);
  return migrations;
}

function findMissing(migrations: Migration[], applied: Applied[]): Migration[] {
  const newest = migrations.at(-1)?.number ?? 0;
  const unknown = applied.find(({ number }) => number > newest);
  if (unknown) {
    throw new StartRefused(
      `the database was migrated by a newer version of this program (${unknown.name}); start that version`,
    );
  }
  const known = new Map(applied.map((row) => [row.number, row]));
  for (const { number, name, checksum } of migrations) {
    const row = known.get(number);
    if (!row && number <= (applied.at(-1)?.number ?? 0)) throw new StartRefused(`migration ${name} was never applied`);
    if (row && row.checksum !== checksum) {
      throw new StartRefused(`migration ${row.name} was changed after it had been applied; a change needs a new file`);
    }
  }
  return migrations.filter(({ number }) => !known.has(number));
}

async function apply(owner: ClientBase, { number, name, sql, checksum }: Migration): Promise<void> {
  try {
    await owner.query('begin');
    await owner.query(sql);
    await owner.query('insert into schleuse_migrations (number, name, checksum) values ($1, $2, $3)', [
      number,
      name,
      checksum,
    ]);
    await owner.query('commit');
  } catch (error) {
    await owner.query('rollback').catch(() => undefined);
    throw new StartRefused(`migration ${name} failed: ${(error as Error).message}`, { cause: error });
  }
}
