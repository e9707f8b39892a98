import { sql } from 'kysely';

import type { FirmTransaction } from '../db/database.ts';
import { type FileNames, pathKeyOf } from './file-names.ts';
import type { CompletedFile, UploadTarget } from './upload-ports.ts';
import { addUsage } from './usage.queries.ts';

export type UploadRow = {
  id: string;
  container_id: string;
  created_by: string | null;
  name: string;
  relative_path: string;
  media_type: string;
  length: number;
  received: number;
  state: 'open' | 'complete' | 'terminated' | 'expired';
  expires_at: Date;
};

export type NewUpload = FileNames & { id: string; mediaType: string; length: number; received: number };

export type SegmentRow = {
  uploadId: string;
  number: number;
  intakeKeyId: string;
  objectId: string;
  objectStart: number;
  start: number;
  size: number;
};

const columns = [
  'id',
  'container_id',
  'created_by',
  'name',
  'relative_path',
  'media_type',
  'length',
  'received',
  'state',
  'expires_at',
] as const;

export async function findUpload(tx: FirmTransaction, id: string): Promise<UploadRow | undefined> {
  return await tx.selectFrom('uploads').select(columns).where('id', '=', id).executeTakeFirst();
}

export async function lockUpload(tx: FirmTransaction, id: string): Promise<UploadRow | undefined> {
  return await tx.selectFrom('uploads').select(columns).where('id', '=', id).forNoKeyUpdate().executeTakeFirst();
}

export async function countSegments(tx: FirmTransaction, uploadId: string): Promise<number> {
  const { count } = await tx
    .selectFrom('segments')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('upload_id', '=', uploadId)
    .executeTakeFirstOrThrow();
  return count;
}

/** Unfinished and whole files of a container, in the order they were begun. */
export async function listContainerUploads(tx: FirmTransaction, containerId: string): Promise<UploadRow[]> {
  return await tx
    .selectFrom('uploads')
    .select(columns)
    .where('container_id', '=', containerId)
    .where('state', 'in', ['open', 'complete'])
    .orderBy('created_at')
    .orderBy('id')
    .execute();
}

/** Which of these path keys, or of those that only a number sets apart from them, are taken. */
export async function findTakenPaths(
  tx: FirmTransaction,
  containerId: string,
  pathKeys: string[],
): Promise<Set<string>> {
  // Key by key, each by the unique index of paths: left to itself, the planner reads the whole container.
  const { rows } = await sql<{ key: string }>`
    select w.key from unnest(${pathKeys}::text[]) as w (key)
     cross join lateral (select from uploads u where u.container_id = ${containerId} and u.path_key = w.key
                                                 and u.state in ('open', 'complete') limit 1) as taken
  `.execute(tx);
  return new Set(rows.map(({ key }) => key));
}

/** Lists travel as arrays, so that the statement is the same for any number of rows and stays prepared. */
export async function insertUploads(
  tx: FirmTransaction,
  { container, expiresAt }: UploadTarget,
  createdBy: string,
  uploads: NewUpload[],
): Promise<void> {
  const rows = sql`
    insert into uploads (id, firm_id, container_id, created_by, name, relative_path, path_key, media_type,
                         length, received, state, expires_at)
    select u.id, ${container.firmId}, ${container.id}, ${createdBy}, u.name, u.relative_path, u.path_key, u.media_type,
           u.length, u.received, case when u.received = u.length then 'complete' else 'open' end, ${expiresAt}
    from unnest(${uploads.map((upload) => upload.id)}::uuid[],
                ${uploads.map((upload) => upload.name)}::text[],
                ${uploads.map((upload) => upload.relativePath)}::text[],
                ${uploads.map(pathKeyOf)}::text[],
                ${uploads.map((upload) => upload.mediaType)}::text[],
                ${uploads.map((upload) => upload.length)}::bigint[],
                ${uploads.map((upload) => upload.received)}::bigint[])
      as u (id, name, relative_path, path_key, media_type, length, received)
  `.execute(tx);
  const bytes = uploads.reduce((sum, upload) => sum + upload.length, 0);
  await Promise.all([rows, addUsage(tx, container, { files: uploads.length, bytes })]);
}

export async function insertSegments(
  tx: FirmTransaction,
  container: { firmId: string; id: string },
  segments: SegmentRow[],
): Promise<void> {
  await sql`
    insert into segments (upload_id, number, firm_id, container_id, intake_key_id, object_id, object_start, start, size)
    select s.upload_id, s.number, ${container.firmId}, ${container.id}, s.intake_key_id, s.object_id, s.object_start,
           s.start, s.size
    from unnest(${segments.map((segment) => segment.uploadId)}::uuid[],
                ${segments.map((segment) => segment.number)}::int[],
                ${segments.map((segment) => segment.intakeKeyId)}::uuid[],
                ${segments.map((segment) => segment.objectId)}::text[],
                ${segments.map((segment) => segment.objectStart)}::bigint[],
                ${segments.map((segment) => segment.start)}::bigint[],
                ${segments.map((segment) => segment.size)}::bigint[])
      as s (upload_id, number, intake_key_id, object_id, object_start, start, size)
  `.execute(tx);
}

export async function insertFiles(
  tx: FirmTransaction,
  firmId: string,
  files: CompletedFile[],
  scan: 'waiting' | 'unscanned',
): Promise<void> {
  await sql`
    insert into files (id, firm_id, container_id, name, relative_path, media_type, size, sha256, scan)
    select f.id, ${firmId}, f.container_id, f.name, f.relative_path, f.media_type, f.size, decode(f.sha256, 'hex'),
           ${scan}::text
    from unnest(${files.map((file) => file.id)}::uuid[],
                ${files.map((file) => file.containerId)}::uuid[],
                ${files.map((file) => file.name)}::text[],
                ${files.map((file) => file.relativePath)}::text[],
                ${files.map((file) => file.mediaType)}::text[],
                ${files.map((file) => file.size)}::bigint[],
                ${files.map((file) => (file.sha256 ? Buffer.from(file.sha256).toString('hex') : null))}::text[])
      as f (id, container_id, name, relative_path, media_type, size, sha256)
  `.execute(tx);
}

export async function setReceived(
  tx: FirmTransaction,
  id: string,
  progress: { received: number; complete: boolean; expiresAt: Date; at: Date },
): Promise<void> {
  await tx
    .updateTable('uploads')
    .set({
      received: progress.received,
      state: progress.complete ? 'complete' : 'open',
      progress_at: progress.at,
      expires_at: progress.expiresAt,
    })
    .where('id', '=', id)
    .execute();
}

/** Says whether it did: a container that was given up gets no keys any more. */
export async function insertIntakeKey(
  tx: FirmTransaction,
  container: { firmId: string; id: string },
  { id, sealed }: { id: string; sealed: Uint8Array },
): Promise<boolean> {
  const open = await tx
    .selectFrom('containers')
    .select('id')
    .where('id', '=', container.id)
    .where('erase_requested_at', 'is', null)
    .forShare()
    .executeTakeFirst();
  if (!open) return false;
  await tx
    .insertInto('intake_keys')
    .values({ id, firm_id: container.firmId, container_id: container.id, sealed })
    .execute();
  return true;
}
