import { randomUUIDv7 } from 'node:crypto';

import type { SubmitterActor } from '../actor.ts';
import { InvalidInput } from '../errors.ts';
import { chooseNames } from './choose-names.ts';
import { checkedMediaType, checkFileNames, type FileNames, pathKeyOf } from './file-names.ts';
import { assertFits } from './upload-limits.ts';
import type { UploadTarget } from './upload-ports.ts';
import type { NewFile, Room } from './uploads-deps.ts';
import { insertUploads, type UploadRow } from './uploads.queries.ts';
import { findRoom } from './usage.queries.ts';

export type CheckedFile = FileNames & { mediaType: string; length: number };

/** @throws InvalidInput `name_empty`, `name_invalid`, `length_invalid` */
export function checkNewFile(file: NewFile): CheckedFile {
  if (!Number.isSafeInteger(file.length) || file.length < 0) {
    throw new InvalidInput('length_invalid', 'The length of the file must be a whole number, zero or more.');
  }
  return { ...checkFileNames(file), mediaType: checkedMediaType(file.mediaType), length: file.length };
}

/** An upload just begun, and where it goes. */
export type BegunUpload = { row: UploadRow; target: UploadTarget };

/** Begins an upload. @throws TooLarge for a limit, before its first byte */
export async function insertUpload(room: Room, actor: SubmitterActor, file: CheckedFile): Promise<BegunUpload> {
  const id = randomUUIDv7();
  const { mediaType, length } = file;
  return await room.database.inFirm(actor, async (tx) => {
    const target = await room.targets.targetFor(tx, actor);
    const { container, expiresAt } = target;
    const { usage, takenKeys } = await findRoom(tx, container.id, [pathKeyOf(file)]);
    assertFits(target, usage, length);
    const [names = file] = await chooseNames(tx, container.id, [file], takenKeys);
    await insertUploads(tx, target, actor.dropoffId, [{ ...names, id, mediaType, length, received: 0 }]);
    const row = {
      id,
      container_id: container.id,
      created_by: actor.dropoffId,
      name: names.name,
      relative_path: names.relativePath,
      media_type: mediaType,
      length,
      received: 0,
      state: 'open' as const,
      expires_at: expiresAt,
    };
    return { row, target };
  });
}
