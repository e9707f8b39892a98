import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

import type { Client } from 'pg';

import { BackupRefused } from './backup-refused.ts';
import type { TarEntry } from './tar.ts';

/** Directories whose contents are of the running process only (PostgreSQL manual, "Backing Up the Data Directory"). */
const emptied = new Set([
  'pg_dynshmem',
  'pg_notify',
  'pg_replslot',
  'pg_serial',
  'pg_snapshots',
  'pg_stat_tmp',
  'pg_subtrans',
  'pg_wal',
]);
const leftOut =
  /^(postmaster\.(pid|opts)|pg_internal\.init.*|pgsql_tmp.*|backup_label(\.old)?|tablespace_map(\.old)?|backup_manifest|current_logfiles.*)$/;
const control = 'global/pg_control';

/**
 * A consistent copy of a running cluster by the low-level backup interface: everything between its start and its stop,
 * and the part of the write-ahead log in between, so that PostgreSQL recovers it by itself at its next start. Writers go
 * on meanwhile.
 */
export async function* snapshotCluster(cluster: string, client: Client): AsyncGenerator<TarEntry> {
  // Keeps the log from being recycled under the copy; gone with the connection, however that ends.
  await client.query(`select pg_create_physical_replication_slot($1, true, true)`, [`schleuse_backup_${process.pid}`]);
  const { rows: began } = await client.query<{ wal: string }>(
    `select pg_walfile_name(pg_backup_start('schleuse', true)) as wal`,
  );
  yield* filesOf(cluster, '');
  yield await fileEntry(cluster, control);
  const { rows: ended } = await client.query<{ label: string; tablespaces: string; wal: string }>(
    `select labelfile as label, spcmapfile as tablespaces, pg_walfile_name(lsn) as wal from pg_backup_stop(false)`,
  );
  const [from, to] = [began[0]?.wal, ended[0]?.wal];
  const { label = '', tablespaces = '' } = ended[0] ?? {};
  if (!from || !to || label === '') throw new Error('PostgreSQL did not end the backup as it should');
  if (tablespaces.trim() !== '') throw new BackupRefused('the database has tablespaces; these are not backed up');
  yield textEntry('backup_label', label);
  const segments = (await readdir(join(cluster, 'pg_wal'))).filter(
    (name) => /^[0-9A-F]{24}$/.test(name) && name >= from && name <= to,
  );
  if (!segments.includes(from) || !segments.includes(to)) throw new Error('a part of the write-ahead log is missing');
  for (const name of segments.sort()) yield await fileEntry(cluster, `pg_wal/${name}`);
}

async function* filesOf(cluster: string, below: string): AsyncGenerator<TarEntry> {
  for (const entry of await readdir(join(cluster, below), { withFileTypes: true })) {
    const path = below === '' ? entry.name : `${below}/${entry.name}`;
    if (leftOut.test(entry.name) || path === control) continue;
    if (entry.isSymbolicLink()) throw new BackupRefused(`${path} in the database is a link; this is not backed up`);
    if (entry.isDirectory()) {
      yield { path, size: 0 };
      if (path === 'pg_wal') yield { path: 'pg_wal/archive_status', size: 0 };
      if (!emptied.has(path)) yield* filesOf(cluster, path);
    } else if (entry.isFile()) {
      // A table may be dropped while we go through.
      const found = await fileEntry(cluster, path).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'ENOENT') throw error;
      });
      if (found) yield found;
    }
  }
}

async function fileEntry(cluster: string, path: string): Promise<TarEntry> {
  const file = join(cluster, path);
  const { size } = await stat(file);
  return { path, size, read: () => readIfThere(file) };
}

async function* readIfThere(path: string): AsyncGenerator<Uint8Array> {
  try {
    yield* createReadStream(path, { highWaterMark: 1 << 20 }) as AsyncIterable<Uint8Array>;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}

function textEntry(path: string, text: string): TarEntry {
  const bytes = Buffer.from(text);
  return {
    path,
    size: bytes.length,
    async *read() {
      yield bytes;
    },
  };
}
