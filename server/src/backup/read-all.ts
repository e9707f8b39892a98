import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { type Database } from '../db/database.ts';
import { ownerRole } from '../db/postgres-cluster.ts';
import { startDatabase, withClient } from '../db/start-database.ts';
import type { Log } from '../log.ts';
import { isObjectId } from '../storage/object-paths.ts';
import { openSegmentStore, type SegmentStore } from '../storage/segment-store.ts';
import { openStoredFile } from '../uploads/stored-files.ts';
import { BackupRefused } from './backup-refused.ts';
import { namesIn } from './copy-objects.ts';
import type { Finding, OpenBackup } from './open-backup.ts';
import { unpackDatabase } from './unpack-database.ts';

export type ReadAll = { files: number; bytes: number; erased: number; findings: Finding[] };

type FileRow = { id: string; firm_id: string; container_id: string; size: string; sha256: Buffer | null };

/**
 * Restores the newest database into a temporary directory, starts it there, opens every file that it knows through the
 * key ring and compares its SHA-256. Nothing in the backup is written to.
 * @throws BackupRefused for a dump, which needs a server of its own
 */
export async function readAllFiles(backup: OpenBackup, log: Log): Promise<ReadAll> {
  const [state] = backup.states;
  if (!state) throw new BackupRefused('there is no inventory whose files could be read');
  if (state.database.kind === 'dump') {
    throw new BackupRefused('--read-all needs the built-in database; restore this dump into an empty one instead');
  }
  await using stack = new AsyncDisposableStack();
  const dataDir = await mkdtemp(join(tmpdir(), 'schleuse-check-'));
  stack.defer(() => rm(dataDir, { recursive: true, force: true }));
  await unpackDatabase(backup, state, dataDir);
  await linkObjects(backup, dataDir);
  const { database, connection } = stack.use(await startDatabase({ dataDir, databaseUrl: undefined, log }));
  const store = await openSegmentStore({
    dataDir,
    log,
    onFatal: (error) => {
      throw error;
    },
  });
  stack.defer(() => store.close());
  // As the owner of the tables, for whom firms are not kept apart.
  const files = await withClient({ ...connection, user: ownerRole }, async (client) => {
    const { rows } = await client.query<FileRow>(`
      select f.id, f.firm_id, f.container_id, f.size::text, f.sha256
        from files f join containers c on c.id = f.container_id
       -- What was erased in quarantine has no bytes any more.
       where c.erase_requested_at is null and f.removed_at is null order by f.firm_id, f.container_id, f.id`);
    return rows;
  });
  return await readFiles({ backup, database, store }, files);
}

async function readFiles(
  { backup, database, store }: { backup: OpenBackup; database: Database; store: SegmentStore },
  files: FileRow[],
): Promise<ReadAll> {
  const result: ReadAll = { files: 0, bytes: 0, erased: 0, findings: [] };
  const deps = { database, store, keys: backup.keys };
  const listed = new Set(backup.keyList.files.map(({ path }) => path));
  for (const { id, firm_id: firmId, container_id: containerId, size, sha256 } of files) {
    if (!listed.has(`${firmId}/containers/${containerId}.json`)) {
      result.erased += 1;
      continue;
    }
    result.files += 1;
    try {
      const hash = createHash('sha256');
      for await (const bytes of openStoredFile(deps, firmId, id, 0, Number(size))) {
        hash.update(bytes as Buffer);
        result.bytes += (bytes as Buffer).length;
      }
      if (sha256 && !hash.digest().equals(sha256)) throw new Error('has another SHA-256 than when it came');
    } catch (error) {
      result.findings.push({ file: `file ${id}`, fault: `cannot be opened: ${(error as Error).message}` });
    }
  }
  return result;
}

async function linkObjects({ paths }: OpenBackup, dataDir: string): Promise<void> {
  await mkdir(join(dataDir, 'objects'), { mode: 0o700 });
  for (const firm of (await namesIn(paths.objects)).filter(isObjectId)) {
    await symlink(join(paths.objects, firm), join(dataDir, 'objects', firm));
  }
}
