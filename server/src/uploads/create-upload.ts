import { randomUUID } from 'node:crypto';

import type { SubmitterActor } from '../actor.ts';
import { InvalidInput } from '../errors.ts';
import { chooseNames, findTakenNames } from './choose-names.ts';
import { checkedMediaType, checkFileNames, type FileNames } from './file-names.ts';
import { assertFits } from './upload-limits.ts';
import type { NewFile, Room } from './uploads-deps.ts';
import { findUpload, insertUploads, type UploadRow } from './uploads.queries.ts';
import { findUsage } from './usage.queries.ts';

export type CheckedFile = FileNames & { mediaType: string; length: number };

/** @throws InvalidInput `name_empty`, `name_invalid`, `length_invalid` */
export function checkNewFile(file: NewFile): CheckedFile {
  if (!Number.isSafeInteger(file.length) || file.length < 0) {
    throw new InvalidInput('length_invalid', 'The length of the file must be a whole number, zero or more.');
  }
  return { ...checkFileNames(file), mediaType: checkedMediaType(file.mediaType), length: file.length };
}

/** Begins an upload. @throws TooLarge for a limit, before its first byte */
export async function insertUpload(room: Room, actor: SubmitterActor, file: CheckedFile): Promise<UploadRow> {
  const id = randomUUID();
  return await room.database.inFirm(actor.firmId, async (tx) => {
    const target = await room.targets.targetFor(tx, actor);
    assertFits(target, await findUsage(tx, target.container.id), file.length);
    const taken = await findTakenNames(tx, target.container.id, [file]);
    const [names = file] = await chooseNames(tx, target.container.id, [file], taken);
    const { mediaType, length } = file;
    await insertUploads(tx, target, actor.dropoffId, [{ ...names, id, mediaType, length, received: 0 }]);
    const row = await findUpload(tx, id);
    if (!row) throw new Error('the upload just made is not there');
    return row;
  });
}
