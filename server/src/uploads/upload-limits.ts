import { Conflict, NotFound, TooLarge } from '../errors.ts';
import type { UploadTarget } from './upload-ports.ts';
import type { UploadRow } from './uploads.queries.ts';
import type { Usage } from './usage.queries.ts';

/** Refuses a file that would pass a limit; unfinished files count with their full length. */
export function assertFits(target: UploadTarget, usage: Usage, length: number): void {
  if (length > target.maxFileBytes) {
    throw new TooLarge('file_too_large', 'The file is larger than this firm takes.', { limit: target.maxFileBytes });
  }
  if (usage.files + 1 > target.maxFiles) {
    throw new TooLarge('too_many_files', 'There are more files than this firm takes at once.', {
      limit: target.maxFiles,
    });
  }
  if (usage.bytes + length > target.maxTotalBytes) {
    throw new TooLarge('total_too_large', 'All files together are larger than this firm takes at once.', {
      limit: target.maxTotalBytes,
      left: Math.max(0, target.maxTotalBytes - usage.bytes),
    });
  }
}

/** The upload, if whoever began it asks and it has not ended without a file. */
export function assertOwn(row: UploadRow | undefined, createdBy: string): UploadRow {
  if (!row || row.created_by !== createdBy || row.state === 'terminated') throw new NotFound();
  if (row.state === 'expired') throw new Conflict('expired', 'The time for this upload is over.');
  return row;
}

/** @throws Conflict `offset_mismatch` with the offset at which it goes on */
export function assertOffset(row: UploadRow, offset: number): void {
  if (row.received === offset) return;
  const message = `The upload goes on at byte ${row.received}, not ${offset}.`;
  throw new Conflict('offset_mismatch', message, { offset: row.received });
}

export function bodyTooLong(): TooLarge {
  return new TooLarge('body_too_large', 'The body is longer than what was announced of the file.');
}
