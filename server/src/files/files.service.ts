import type { Readable } from 'node:stream';

import type { StaffActor } from '../actor.ts';
import { assertMay } from '../access/may.ts';
import type { Database, FirmTransaction } from '../db/database.ts';
import { NotFound } from '../errors.ts';
import { recordArchiveRead } from '../evidence/dropoff-events.ts';
import { nameEntries } from '@schleuse/archives/write/name-entries';
import { assertReadable, isHeldBack } from './assert-readable.ts';
import type { ByteRange } from './byte-range.ts';
import { createHasher } from './ensure-hashed.ts';
import { type FileRecord, listFiles, listReadableFiles, setInspection } from './files.queries.ts';
import { leftOutEntry } from './left-out-entry.ts';
import { createReading } from './read-together.ts';
import type { StoredFiles } from '../uploads/stored-files.ts';
import { type ZipStream, zipStream } from './zip-stream.ts';

export type { ArchiveKind, FileRecord } from './files.queries.ts';

export type FilesDeps = {
  database: Database;
  clock(): Date;
  /** The bytes themselves. They fail rather than give a wrong or a missing one. */
  stored: StoredFiles;
};

/** Which file: only ever within its drop-off. */
export type FilePlace = { dropoffId: string; fileId: string };

export type Files = {
  /** What a reader may know before reading. @throws NotFound, Conflict, see assertReadable */
  find(actor: StaffActor, place: FilePlace): Promise<FileRecord>;
  /**
   * Bytes of a file, with an entry in its protocol.
   * @param chooseRange which bytes, now that size and hash are known; all when it answers undefined. What it throws is thrown
   * @throws NotFound, Conflict, see assertReadable
   */
  read(
    actor: StaffActor,
    place: FilePlace,
    chooseRange?: (file: FileRecord) => ByteRange | undefined,
  ): Promise<{ file: FileRecord; range: ByteRange | undefined; stream: AsyncGenerator<Uint8Array> }>;
  /** The files of a drop-off but those in quarantine; one that waits for its scan is named, and not yet read. */
  listReadable(actor: StaffActor, dropoffId: string): Promise<FileRecord[]>;
  /**
   * For doors that read here and there: one entry in the protocol, then any part as often as wanted.
   * @throws NotFound
   */
  openReader(
    actor: StaffActor,
    place: FilePlace,
    door: { via: 'sftp' },
  ): Promise<{ file: FileRecord; open(start: number, end: number): Readable }>;
  /**
   * All files of a drop-off as one archive, with an entry in its protocol. Those in quarantine are left out; a text in
   * the archive says how many. @throws NotFound when there is none, Conflict `file_waiting` while one waits for its scan
   */
  streamZip(actor: StaffActor, dropoffId: string): Promise<ZipStream>;
  listFiles(tx: FirmTransaction, containerId: string): Promise<FileRecord[]>;
  ensureHashed(firmId: string, fileId: string): Promise<Buffer>;
  noteInspection: typeof setInspection;
};

async function findReadable(tx: FirmTransaction, actor: StaffActor, { dropoffId, fileId }: FilePlace) {
  assertMay(actor, 'read', { kind: 'file', firmId: actor.firmId, dropoffId });
  const [file] = await listReadableFiles(tx, dropoffId, fileId);
  if (!file) throw new NotFound();
  assertReadable(actor, file);
  return file;
}

export function createFiles(deps: FilesDeps): Files {
  const allowReading = createReading(deps);
  return {
    listFiles,
    noteInspection: setInspection,
    ensureHashed: createHasher(deps),
    find: (actor, place) => deps.database.inFirm(actor.firmId, (tx) => findReadable(tx, actor, place)),
    async read(actor, place, chooseRange) {
      const { file, range, stored } = await allowReading(actor.firmId, { actor, place, chooseRange });
      return { file, range, stream: deps.stored.readStoredFile(stored) };
    },
    async listReadable(actor, dropoffId) {
      assertMay(actor, 'read', { kind: 'file', firmId: actor.firmId, dropoffId });
      const all = await deps.database.inFirm(actor.firmId, (tx) => listReadableFiles(tx, dropoffId));
      return all.filter((file) => !isHeldBack(file));
    },
    async openReader(actor, place, { via }) {
      const { firmId } = actor;
      const { file } = await allowReading(firmId, { actor, place, via });
      return { file, open: (start, end) => deps.stored.openStoredFile(firmId, file.id, start, end) };
    },
    async streamZip(actor, dropoffId) {
      assertMay(actor, 'read', { kind: 'file', firmId: actor.firmId, dropoffId });
      const { files, leftOut } = await deps.database.inFirm(actor.firmId, async (tx) => {
        const all = await listReadableFiles(tx, dropoffId);
        const readable = all.filter((file) => !isHeldBack(file));
        if (readable.length === 0) throw new NotFound();
        for (const file of readable) assertReadable(actor, file);
        const bytes = readable.reduce((sum, file) => sum + file.size, 0);
        await recordArchiveRead(tx, actor, dropoffId, { files: readable.length, bytes });
        return { files: readable, leftOut: all.length - readable.length };
      });
      const names = nameEntries(files);
      const entries = files.map((file, index) => ({
        path: names[index] ?? file.id,
        size: file.size,
        changedAt: file.createdAt,
        open: () => deps.stored.openStoredFile(actor.firmId, file.id, 0, file.size),
      }));
      return zipStream(leftOut === 0 ? entries : [...entries, leftOutEntry(names, leftOut, deps.clock())]);
    },
  };
}
