import { sql } from 'kysely';

import type { FirmTransaction } from '../db/database.ts';
import { prepareQuery } from '../db/prepare-query.ts';

/** A whole file; unfinished uploads are none. */
export type FileRecord = {
  id: string;
  name: string;
  /** '' when no folder was sent */
  relativePath: string;
  mediaType: string;
  size: number;
  /** null until known, see ensureHashed */
  sha256: Buffer | null;
  createdAt: Date;
  /** null: nobody looked inside */
  archiveKind: ArchiveKind | null;
  scan: Scan;
  /** Of an infected file the scanner's name for it, of an unscannable one the reason. */
  finding: string | null;
  /** Set when an owner let it out of quarantine. */
  releasedAt: Date | null;
  /** Set when an owner had it erased there: its bytes are gone. */
  removedAt: Date | null;
};

/** What is known of a file's harmlessness (server/src/scanning). */
export type Scan = 'waiting' | 'clean' | 'infected' | 'unscannable' | 'unscanned';

export type ArchiveKind = 'zip' | 'tar' | 'rar4' | 'rar5' | 'gz';

const fileColumns = [
  'f.id',
  'f.name',
  'f.relative_path as relativePath',
  'f.media_type as mediaType',
  'f.size',
  'f.sha256',
  'f.created_at as createdAt',
  'f.archive_kind as archiveKind',
  'f.scan',
  'f.finding',
  'f.released_at as releasedAt',
  'f.removed_at as removedAt',
] as const;

/** All files of a container, in the order in which they were sent. */
export async function listFiles(tx: FirmTransaction, containerId: string): Promise<FileRecord[]> {
  return await tx
    .selectFrom('files as f')
    .innerJoin('uploads as u', 'u.id', 'f.id')
    .select(fileColumns)
    .where('f.container_id', '=', containerId)
    .orderBy('u.created_at')
    .orderBy('f.created_at')
    .orderBy('f.id')
    .execute();
}

/** Files of an open or submitted drop-off that nobody has given up; one only when `fileId` is given. */
export async function listReadableFiles(
  tx: FirmTransaction,
  dropoffId: string,
  fileId?: string,
): Promise<(FileRecord & { containerId: string })[]> {
  return await tx
    .selectFrom('dropoffs as d')
    .innerJoin('containers as c', 'c.id', 'd.container_id')
    .innerJoin('files as f', 'f.container_id', 'c.id')
    .select([...fileColumns, 'f.container_id as containerId'])
    .where('d.id', '=', dropoffId)
    .where('d.state', 'in', ['open', 'submitted'])
    .where('c.erase_requested_at', 'is', null)
    .$if(fileId !== undefined, (files) => files.where('f.id', '=', fileId ?? ''))
    .orderBy('f.created_at')
    .orderBy('f.id')
    .execute();
}

// One by one, each by its key: left to itself, the planner reads all files for a list.
const findReadableAt = prepareQuery((tx, { places }: { places: string }) =>
  tx
    .selectFrom(
      sql<{ dropoff: string; file: string }>`json_to_recordset(${places})`.as<'g'>(sql`g (dropoff uuid, file uuid)`),
    )
    .innerJoinLateral(
      (eb) =>
        eb
          .selectFrom('dropoffs')
          .innerJoin('containers', 'containers.id', 'dropoffs.container_id')
          .select(['dropoffs.id', 'container_id'])
          .whereRef('dropoffs.id', '=', 'g.dropoff')
          .where('state', 'in', ['open', 'submitted'])
          .where('erase_requested_at', 'is', null)
          .limit(1)
          .as('d'),
      (join) => join.onTrue(),
    )
    .innerJoinLateral(
      (eb) => eb.selectFrom('files').selectAll().whereRef('files.id', '=', 'g.file').limit(1).as('f'),
      (join) => join.onRef('f.container_id', '=', 'd.container_id'),
    )
    .select([...fileColumns, 'd.id as dropoffId']),
);

/** Those of the files, each in its drop-off, that listReadableFiles would give; in no order. */
export async function findReadableFiles(
  tx: FirmTransaction,
  places: { dropoffId: string; fileId: string }[],
): Promise<(FileRecord & { dropoffId: string })[]> {
  const given = places.map(({ dropoffId, fileId }) => ({ dropoff: dropoffId, file: fileId }));
  return await findReadableAt(tx, { places: JSON.stringify(given) });
}

/** A file by its id alone, for the house itself; none of a container that was given up. */
export async function findKeptFile(
  tx: FirmTransaction,
  fileId: string,
): Promise<(FileRecord & { containerId: string }) | undefined> {
  return await tx
    .selectFrom('files as f')
    .innerJoin('containers as c', 'c.id', 'f.container_id')
    .select([...fileColumns, 'f.container_id as containerId'])
    .where('f.id', '=', fileId)
    .where('c.erase_requested_at', 'is', null)
    .executeTakeFirst();
}

export async function setHash(tx: FirmTransaction, fileId: string, sha256: Buffer): Promise<void> {
  await tx.updateTable('files').set({ sha256 }).where('id', '=', fileId).where('sha256', 'is', null).execute();
}

/** Notes what a look inside found: what it is, and whether its contents could be looked at. */
export async function setInspection(
  tx: FirmTransaction,
  fileId: string,
  found: { kind: ArchiveKind; contentsCheckable: boolean },
): Promise<void> {
  await tx
    .updateTable('files')
    .set({ archive_kind: found.kind, contents_checkable: found.contentsCheckable })
    .where('id', '=', fileId)
    .execute();
}

/** A file in quarantine, taken until the end of the transaction, and whose it is. */
export async function lockQuarantined(tx: FirmTransaction, dropoffId: string, fileId: string) {
  return await tx
    .selectFrom('dropoffs as d')
    .innerJoin('containers as c', 'c.id', 'd.container_id')
    .innerJoin('files as f', 'f.container_id', 'c.id')
    .select(['f.id', 'f.container_id as containerId', 'd.state', 'd.created_at', 'd.submitted_at'])
    .where('d.id', '=', dropoffId)
    .where('f.id', '=', fileId)
    .where('c.erase_requested_at', 'is', null)
    .where('f.scan', '=', 'infected')
    .where('f.released_at', 'is', null)
    .where('f.removed_at', 'is', null)
    .forNoKeyUpdate(['d', 'f'])
    .executeTakeFirst();
}

export async function setReleased(
  tx: FirmTransaction,
  fileId: string,
  release: { at: Date; by: string; reason: string },
): Promise<void> {
  await tx
    .updateTable('files')
    .set({ released_at: release.at, released_by: release.by, release_reason: release.reason })
    .where('id', '=', fileId)
    .execute();
}

export async function setRemoved(tx: FirmTransaction, fileId: string, at: Date): Promise<void> {
  await tx.updateTable('files').set({ removed_at: at }).where('id', '=', fileId).execute();
}
