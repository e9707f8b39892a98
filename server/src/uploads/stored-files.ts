import { Readable } from 'node:stream';

import { deriveFileKey } from '@schleuse/sealing/file-key';

import { DamagedObject } from '../storage/disk-errors.ts';
import type { OpeningKeys } from '../keys/key-ring.ts';
import type { UploadsDeps } from './uploads-deps.ts';
import { findFirstSegments, findSegments, type StoredSegmentRow } from './ended-uploads.queries.ts';

export type StoredFilesDeps = Pick<UploadsDeps, 'database' | 'store'> & { keys: Pick<OpeningKeys, 'openIntakeKey'> };

/** Whole files, opened again: for processes with the root key. */
export type StoredFiles = {
  /** See openStoredFile: no permission is asked here. */
  openStoredFile(firmId: string, fileId: string, start: number, end: number): Readable;
  readStoredFile(range: StoredRange): AsyncGenerator<Uint8Array>;
  findFirstSegments: typeof findFirstSegments;
};

export function createStoredFiles(deps: StoredFilesDeps): StoredFiles {
  return {
    openStoredFile: (...range) => openStoredFile(deps, ...range),
    readStoredFile: (range) => readStoredFile(deps, range),
    findFirstSegments,
  };
}

/**
 * Bytes `start` up to, not including, `end` of a whole file. Asks nobody for permission: that is for files.read. The
 * stream fails with DamagedObject rather than give a byte that was not sealed there, and with NotFound `erased` once
 * the container's key is destroyed.
 */
export function openStoredFile(
  deps: StoredFilesDeps,
  firmId: string,
  fileId: string,
  start: number,
  end: number,
): Readable {
  return Readable.from(readStoredFile(deps, { firmId, fileId, start, end }), { objectMode: false });
}

/** Which bytes; with the first segment of the file, where that is known already. */
export type StoredRange = {
  firmId: string;
  fileId: string;
  start: number;
  end: number;
  first?: StoredSegmentRow | undefined;
};

/** The same as pieces, each of which belongs to whoever takes it. */
export async function* readStoredFile(
  { database, store, keys }: StoredFilesDeps,
  { firmId, fileId, start, end, first }: StoredRange,
): AsyncGenerator<Uint8Array> {
  if (start >= end) return;
  const segments =
    first && end <= first.size ? [first] : await database.inFirm(firmId, (tx) => findSegments(tx, fileId, start, end));
  assertSeamless(fileId, segments, start, end);
  for (const segment of segments) {
    const container = { firmId, id: segment.container_id };
    const intakeKey = await keys.openIntakeKey(container, {
      id: segment.intake_key_id,
      sealed: segment.intake_key_sealed,
    });
    const object = {
      place: { firmId, containerId: segment.container_id },
      objectId: segment.object_id,
      objectStart: segment.object_start,
      size: segment.size,
      open: { fileKey: deriveFileKey(intakeKey, fileId), fileId, number: segment.number },
    };
    const from = Math.max(0, start - segment.start);
    const to = Math.min(segment.size, end - segment.start);
    yield* store.openSegmentRange(object, from, to);
  }
}

function assertSeamless(fileId: string, segments: StoredSegmentRow[], start: number, end: number): void {
  let at = segments[0]?.start ?? Number.POSITIVE_INFINITY;
  if (at > start) throw new DamagedObject(fileId, 'its rows do not begin where they should');
  for (const segment of segments) {
    if (segment.start !== at) throw new DamagedObject(fileId, 'its rows leave a gap');
    at += segment.size;
  }
  if (at < end) throw new DamagedObject(fileId, 'its rows end too early');
}
