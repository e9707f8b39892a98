import { deriveFileKey } from '@schleuse/sealing/file-key';

import type { Database } from '../db/database.ts';
import type { SealedObject } from '../storage/read-object.ts';
import { listSegments, type SegmentRecord } from './files.queries.ts';

export type ReadBytesDeps = {
  database: Database;
  keys: {
    openIntakeKey(
      container: { firmId: string; id: string },
      intakeKey: { id: string; sealed: Uint8Array },
    ): Promise<Uint8Array>;
  };
  store: { openSegmentRange(object: SealedObject, start: number, end: number): AsyncIterable<Uint8Array> };
};

/**
 * Bytes `start` up to, not including, `end` of a file, opened piece by piece across its segments. Stops reading when the
 * consumer stops.
 * @param first the first segments, where they are at hand already
 * @throws NotFound `erased` when the container's key was destroyed meanwhile; Error when segments are missing
 */
export async function* readBytes(
  deps: ReadBytesDeps,
  firmId: string,
  file: { id: string; containerId: string },
  start: number,
  end: number,
  first?: SegmentRecord[],
): AsyncGenerator<Uint8Array> {
  const place = { firmId, containerId: file.containerId };
  const container = { firmId, id: file.containerId };
  let ready = first;
  for (let at = start; at < end; ready = undefined) {
    const from = at;
    const segments = ready ?? (await deps.database.inFirm(firmId, (tx) => listSegments(tx, file.id, from, end)));
    // Never a shorter file that looks whole.
    if (segments.length === 0) throw new Error(`file ${file.id} lacks its bytes from ${at} on`);
    for (const { number, start: segmentStart, size, objectId, objectStart, intakeKey: sealed } of segments) {
      if (segmentStart > at) throw new Error(`file ${file.id} lacks its bytes from ${at} on`);
      // Asked anew for each segment (the ring remembers it): once the key is destroyed, reading ends.
      const intakeKey = await deps.keys.openIntakeKey(container, sealed);
      const open = { fileKey: deriveFileKey(intakeKey, file.id), fileId: file.id, number };
      const until = Math.min(end, segmentStart + size);
      const object = { place, objectId, objectStart, size, open };
      yield* deps.store.openSegmentRange(object, at - segmentStart, until - segmentStart);
      at = until;
    }
  }
}
