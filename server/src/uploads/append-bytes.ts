import { STORED_CHUNK_BYTES } from '@schleuse/sealing/segment-header';

import type { SubmitterActor } from '../actor.ts';
import { StorageFull } from '../errors.ts';
import { commitSegment } from './commit-segment.ts';
import type { BegunUpload } from './create-upload.ts';
import { type BodyEnd, receiveBody } from './receive-body.ts';
import { assertOffset, assertOwn, bodyTooLong } from './upload-limits.ts';
import { takenOver, type UploadLock } from './upload-locks.ts';
import type { UploadTarget } from './upload-ports.ts';
import type { Body, Room } from './uploads-deps.ts';
import { countSegments, findUpload, type UploadRow } from './uploads.queries.ts';

export type Appended = { row: UploadRow; how: BodyEnd };

/**
 * Takes a body for an upload under its lock, from `offset` on. What was begun a moment before need not be looked up.
 * @throws NotFound, Conflict `offset_mismatch`, TooLarge `body_too_large`, and what receiveBody throws; what was
 *   committed before an error stays.
 */
export async function appendBytes(
  room: Room,
  actor: SubmitterActor,
  lock: UploadLock,
  request: { uploadId: string; offset: number; body: Body; begun?: BegunUpload },
): Promise<Appended> {
  const { uploadId, offset, body, begun } = request;
  const { row, target, segments } = begun ? { ...begun, segments: 0 } : await findState(room, actor, uploadId);
  assertOffset(row, offset);
  const wanted = row.length - offset;
  if (body.length !== undefined && body.length > wanted) throw bodyTooLong();

  let latest = row;
  const key = await room.intakeKeys.fileKey(target.container, uploadId);
  const overwrites = room.overwrites ?? false;
  const how = await receiveBody({
    ...body,
    overwrites,
    wanted,
    signal: lock.signal,
    cut: room.cut,
    open: (part, on) =>
      room.store.startSegment({
        place: placeOf(target),
        offset: offset + part.offset,
        seal: {
          fileKey: key.fileKey,
          header: {
            fileId: uploadId,
            number: segments + part.number,
            intakeKeyId: key.intakeKeyId,
            chunkBytes: STORED_CHUNK_BYTES,
          },
        },
        checksum: body.checksum?.algorithm ?? null,
        ...on,
      }),
    async commit(part, stored) {
      latest = await commitSegment(room, actor, {
        uploadId,
        number: segments + part.number,
        intakeKeyId: key.intakeKeyId,
        start: offset + part.offset,
        stored,
      });
    },
  }).finally(() => key.fileKey.fill(0));
  if (how === 'full') throw new StorageFull();
  if (how === 'taken_over') throw takenOver();
  return { row: latest, how };
}

async function findState(room: Room, actor: SubmitterActor, uploadId: string) {
  return await room.database.inFirm(actor, async (tx) => {
    const [target, row, segments] = await Promise.all([
      room.targets.targetFor(tx, actor),
      findUpload(tx, uploadId),
      countSegments(tx, uploadId),
    ]);
    return { target, row: assertOwn(row, actor.dropoffId), segments };
  });
}

export function placeOf({ container }: UploadTarget): { firmId: string; containerId: string } {
  return { firmId: container.firmId, containerId: container.id };
}
