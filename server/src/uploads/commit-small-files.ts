import type { SubmitterActor } from '../actor.ts';
import { AppError } from '../errors.ts';
import type { ObjectPlace } from '../storage/object-paths.ts';
import { chooseNames } from './choose-names.ts';
import { settleFailed } from './commit-segment.ts';
import { pathKeyOf } from './file-names.ts';
import { insertStoredFiles, type StoredFile } from './insert-stored-files.queries.ts';
import type { SealedSmallFile } from './small-files.ts';
import { assertFits } from './upload-limits.ts';
import type { UploadTarget } from './upload-ports.ts';
import type { Room, UploadState } from './uploads-deps.ts';
import { findRoom, type Usage } from './usage.queries.ts';

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
    const outcomes = await room.database.inFirm(actor, async (tx) => {
      // Sent together, answered in order: what comes after the lock sees what the one before has committed.
      const keys = new Set(group.map(({ file }) => pathKeyOf(file)));
      const [target, { usage, takenKeys }] = await Promise.all([
        room.targets.targetFor(tx, actor),
        findRoom(tx, place.containerId, [...keys]),
      ]);
      const refused = findRefused(target, usage, group);
      const taken = group.flatMap((small, index) => (refused[index] ? [] : [{ small, start: starts[index] ?? 0 }]));
      if (taken.length === 0) return refused.map((error) => ({ error: error as AppError }));

      const names = await chooseNames(
        tx,
        target.container.id,
        taken.map(({ small }) => small.file),
        takenKeys,
      );
      const files = taken.map(({ small, start }, index): StoredFile => {
        const { id, file, sha256, intakeKeyId } = small;
        const { length, mediaType } = file;
        const segment = { intakeKeyId, objectId: stored?.objectId ?? null, objectStart: start };
        return { ...(names[index] ?? file), ...segment, id, mediaType, size: length, sha256 };
      });
      await Promise.all([
        insertStoredFiles(tx, target, actor.dropoffId, { files, scan: room.scansFiles ? 'waiting' : 'unscanned' }),
        room.events.completed(tx, actor, target, files),
        // Written while the statements run; the commit waits for it.
        stored?.durable,
      ]);

      const states = files.map((file) => ({ state: stateOf(file, target) }));
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

function stateOf(file: StoredFile, { expiresAt }: UploadTarget): UploadState {
  const { id, name, relativePath, mediaType, size } = file;
  return { id, name, relativePath, mediaType, length: size, received: size, state: 'complete', expiresAt };
}
