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
  const rows = await tx
    .selectFrom('uploads')
    .select('path_key')
    .where('container_id', '=', containerId)
    // As a literal: with parameters the partial index is no choice.
    .where(sql<boolean>`state in ('open', 'complete')`)
    .where((eb) => eb('path_key', '=', sql<string>`any(${pathKeys})`))
    .execute();
  return new Set(rows.flatMap((row) => row.path_key ?? []));
}

export async function insertUploads(
  tx: FirmTransaction,
  { container, expiresAt }: UploadTarget,
  createdBy: string,
  uploads: NewUpload[],
): Promise<void> {
  await tx
    .insertInto('uploads')
    .values(
      uploads.map((upload) => ({
        id: upload.id,
        firm_id: container.firmId,
        container_id: container.id,
        created_by: createdBy,
        name: upload.name,
        relative_path: upload.relativePath,
        path_key: pathKeyOf(upload),
        media_type: upload.mediaType,
        length: upload.length,
        received: upload.received,
        state: upload.received === upload.length ? ('complete' as const) : ('open' as const),
        expires_at: expiresAt,
      })),
    )
    .execute();
  const bytes = uploads.reduce((sum, upload) => sum + upload.length, 0);
  await addUsage(tx, container, { files: uploads.length, bytes });
}

export async function insertSegments(
  tx: FirmTransaction,
  container: { firmId: string; id: string },
  segments: SegmentRow[],
): Promise<void> {
  await tx
    .insertInto('segments')
    .values(
      segments.map((segment) => ({
        upload_id: segment.uploadId,
        number: segment.number,
        firm_id: container.firmId,
        container_id: container.id,
        intake_key_id: segment.intakeKeyId,
        object_id: segment.objectId,
        object_start: segment.objectStart,
        start: segment.start,
        size: segment.size,
      })),
    )
    .execute();
}

export async function insertFiles(tx: FirmTransaction, firmId: string, files: CompletedFile[]): Promise<void> {
  await tx
    .insertInto('files')
    .values(
      files.map((file) => ({
        id: file.id,
        firm_id: firmId,
        container_id: file.containerId,
        name: file.name,
        relative_path: file.relativePath,
        media_type: file.mediaType,
        size: file.size,
        sha256: file.sha256,
      })),
    )
    .execute();
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
