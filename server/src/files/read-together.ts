import { isId } from '../access/is-id.ts';
import { assertMay } from '../access/may.ts';
import type { StaffActor } from '../actor.ts';
import { sendWithCommit } from '../db/database.ts';
import { NotFound } from '../errors.ts';
import { type FileReading, recordFilesRead } from '../evidence/dropoff-events.ts';
import { shareRuns } from '../share-runs.ts';
import { assertReadable } from './assert-readable.ts';
import type { ByteRange } from './byte-range.ts';
import { type FileRecord, findReadableFiles } from './files.queries.ts';
import type { FilePlace, FilesDeps } from './files.service.ts';

type Call = {
  actor: StaffActor;
  place: FilePlace;
  chooseRange?: ((file: FileRecord) => ByteRange | undefined) | undefined;
  via?: 'sftp';
};
type Allowed = {
  file: FileRecord;
  range: ByteRange | undefined;
  stored: Parameters<FilesDeps['stored']['readStoredFile']>[0];
};

/**
 * Asks whether files may be read and writes that they are, of all who ask in the same moment in one transaction: each
 * is looked up, judged and recorded for itself, and nobody gets a byte before the record is durable.
 */
export function createReading(deps: Pick<FilesDeps, 'database' | 'stored'>) {
  return shareRuns(async (firmId, calls: Call[]): Promise<(Allowed | Error)[]> => {
    const asked = calls.map(({ place }) => place).filter(({ dropoffId, fileId }) => isId(dropoffId) && isId(fileId));
    return await deps.database.inFirm(firmId, async (tx) => {
      const [files, segments] = await Promise.all([
        findReadableFiles(tx, asked),
        deps.stored.findFirstSegments(
          tx,
          asked.map(({ fileId }) => fileId),
        ),
      ]);
      const found = new Map(files.map((file) => [keyOf({ dropoffId: file.dropoffId, fileId: file.id }), file]));
      const readings: FileReading[] = [];
      const answers = calls.map(({ actor, place, chooseRange, via }): Allowed | Error => {
        try {
          assertMay(actor, 'read', { kind: 'file', firmId, dropoffId: place.dropoffId });
          const file = found.get(keyOf(place));
          if (!file) throw new NotFound();
          assertReadable(actor, file);
          const range = chooseRange?.(file);
          const { start, end } = range ?? { start: 0, end: file.size };
          const { id: fileId, size } = file;
          readings.push({
            actor,
            dropoffId: file.dropoffId,
            details: { fileId, start, end, size, ...(via && { via }) },
          });
          return { file, range, stored: { firmId, fileId, start, end, first: segments.get(fileId) } };
        } catch (error) {
          return error as Error;
        }
      });
      if (readings.length > 0) sendWithCommit(recordFilesRead(tx, firmId, readings));
      return answers;
    });
  });
}

const keyOf = ({ dropoffId, fileId }: FilePlace): string => `${dropoffId}/${fileId}`.toLowerCase();
