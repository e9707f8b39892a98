import type { SubmitterActor } from '../actor.ts';
import { AppError, Unavailable } from '../errors.ts';
import type { FirmTransaction } from '../db/database.ts';
import type { StoredSegment } from '../storage/segment-store.ts';
import { assertOffset, assertOwn } from './upload-limits.ts';
import type { CompletedFile, UploadTarget } from './upload-ports.ts';
import type { Room } from './uploads-deps.ts';
import { insertFiles, insertSegments, lockUpload, setReceived, type UploadRow } from './uploads.queries.ts';

export type SegmentToCommit = {
  uploadId: string;
  number: number;
  intakeKeyId: string;
  start: number;
  stored: StoredSegment;
};

/**
 * Makes durable bytes part of their upload; with the last byte, the upload becomes a file. Everything that could forbid
 * it is asked in this transaction: token and drop-off, owner, state, offset.
 */
export async function commitSegment(room: Room, actor: SubmitterActor, segment: SegmentToCommit): Promise<UploadRow> {
  const { uploadId, stored, start } = segment;
  try {
    const row = await room.database.inFirm(actor, async (tx) => {
      // Sent together, answered in order: the upload is looked at under the lock of its drop-off.
      const [target, locked] = await Promise.all([room.targets.targetFor(tx, actor), lockUpload(tx, uploadId)]);
      const found = assertOwn(locked, actor.dropoffId);
      assertOffset(found, start);
      const received = start + stored.size;
      const complete = received === found.length;
      const object = { objectId: stored.objectId, objectStart: 0, size: stored.size };
      const after: UploadRow = { ...found, received, expires_at: target.expiresAt };
      await Promise.all([
        insertSegments(tx, target.container, [{ ...segment, ...object }]),
        setReceived(tx, uploadId, { received, complete, expiresAt: target.expiresAt, at: room.clock() }),
        complete
          ? completeFiles(room, tx, actor, target, [fileOf(after, stored.sha256)])
          : room.events.progressed(tx, actor, target),
      ]);
      return complete ? { ...after, state: 'complete' as const } : after;
    });
    stored.release();
    if (row.state === 'complete') room.store.forgetUpload(uploadId);
    return row;
  } catch (error) {
    await settleFailed(error, stored);
    throw error;
  }
}

/** After a refusal no row names the object; after anything else nobody knows, and the sweep decides later. */
export async function settleFailed(
  error: unknown,
  stored: { release(): void; discard(): Promise<void> },
): Promise<void> {
  if (error instanceof AppError && !(error instanceof Unavailable)) await stored.discard();
  else stored.release();
}

export async function completeFiles(
  room: Pick<Room, 'events' | 'scansFiles'>,
  tx: FirmTransaction,
  actor: SubmitterActor,
  target: UploadTarget,
  files: CompletedFile[],
): Promise<void> {
  const scan = room.scansFiles ? 'waiting' : 'unscanned';
  await Promise.all([insertFiles(tx, actor.firmId, files, scan), room.events.completed(tx, actor, target, files)]);
}

function fileOf(row: UploadRow, sha256: Uint8Array | null): CompletedFile {
  return {
    id: row.id,
    containerId: row.container_id,
    name: row.name,
    relativePath: row.relative_path,
    mediaType: row.media_type,
    size: row.length,
    sha256,
  };
}
