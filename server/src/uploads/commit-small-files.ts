import type { SubmitterActor } from '../actor.ts';
import { AppError } from '../errors.ts';
import type { ObjectPlace } from '../storage/object-paths.ts';
import { chooseNames, findTakenNames } from './choose-names.ts';
import { completeFiles, settleFailed } from './commit-segment.ts';
import type { SealedSmallFile } from './small-files.ts';
import { assertFits } from './upload-limits.ts';
import type { UploadTarget } from './upload-ports.ts';
import type { Room, UploadState } from './uploads-deps.ts';
import { insertSegments, insertUploads, type NewUpload, type SegmentRow } from './uploads.queries.ts';
import { findUsage, type Usage } from './usage.queries.ts';

export type Outcome = { state: UploadState } | { error: AppError };

/** Stores a group of small files of one drop-off in one object and commits them in one transaction, in this order. */
export async function commitSmallFiles(
  room: Room,
  actor: SubmitterActor,
  place: ObjectPlace,
  group: SealedSmallFile[],
): Promise<Outcome[]> {
  const pieces = group.flatMap((small) => small.pieces);
  const stored = pieces.length > 0 ? room.store.storePack(place, pieces) : undefined;
  const starts = startsOf(group, stored?.start ?? 0);
  try {
    const outcomes = await room.database.inFirm(actor.firmId, async (tx) => {
      // Sent together, answered in order: what comes after the lock sees what the one before has committed.
      const [target, usage, takenNames] = await Promise.all([
        room.targets.targetFor(tx, actor),
        findUsage(tx, place.containerId),
        findTakenNames(
          tx,
          place.containerId,
          group.map(({ file }) => file),
        ),
      ]);
      const refused = findRefused(target, usage, group);
      const taken = group.flatMap((small, index) => (refused[index] ? [] : [{ small, start: starts[index] ?? 0 }]));
      if (taken.length === 0) return refused.map((error) => ({ error: error as AppError }));

      const names = await chooseNames(
        tx,
        target.container.id,
        taken.map(({ small }) => small.file),
        takenNames,
      );
      const uploads: NewUpload[] = taken.map(({ small: { id, file } }, index) => {
        const { length, mediaType } = file;
        return { ...(names[index] ?? file), id, mediaType, length, received: length };
      });
      const segments = taken.flatMap(({ small, start }) => segmentOf(small, stored?.objectId, start));
      const files = uploads.map((upload, index) => ({
        ...upload,
        containerId: target.container.id,
        size: upload.length,
        sha256: taken[index]?.small.sha256 ?? null,
      }));
      await Promise.all([
        insertUploads(tx, target, actor.dropoffId, uploads),
        insertSegments(tx, target.container, segments),
        completeFiles(room, tx, actor, target, files),
        // Written while the statements run; the commit waits for it.
        stored?.durable,
      ]);

      const states = uploads.map((upload) => ({ state: stateOf(upload, target) }));
      return refused.map((error) => (error ? { error } : (states.shift() as Outcome)));
    });
    stored?.release();
    return outcomes;
  } catch (error) {
    if (stored) await settleFailed(error, stored);
    throw error;
  }
}

function startsOf(group: SealedSmallFile[], first: number): number[] {
  let at = first;
  return group.map(({ objectBytes }) => {
    const start = at;
    at += objectBytes;
    return start;
  });
}

/** Each file on its own: one that is too much does not keep the others out. */
function findRefused(target: UploadTarget, usage: Usage, group: SealedSmallFile[]): (AppError | undefined)[] {
  return group.map(({ file }) => {
    try {
      assertFits(target, usage, file.length);
    } catch (error) {
      if (error instanceof AppError) return error;
      throw error;
    }
    usage.files += 1;
    usage.bytes += file.length;
    return undefined;
  });
}

function segmentOf(small: SealedSmallFile, objectId: string | undefined, objectStart: number): SegmentRow[] {
  if (objectId === undefined || small.file.length === 0) return [];
  const { id, intakeKeyId, file } = small;
  return [{ uploadId: id, number: 0, intakeKeyId, objectId, objectStart, start: 0, size: file.length }];
}

function stateOf(upload: NewUpload, target: UploadTarget): UploadState {
  return { ...upload, state: 'complete', expiresAt: target.expiresAt };
}
