import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';

import type { ArchiveReport } from '@schleuse/archives/archive-report';

import type { Database } from '../db/database.ts';
import { NotFound } from '../errors.ts';
import { findFileSize } from './archives.queries.ts';
import { createInspectionThread, type InspectSource } from './inspection-thread.ts';

export type ArchivesDeps = {
  database: Database;
  /** Of uploads: the bytes themselves. */
  openStoredFile(firmId: string, fileId: string, start: number, end: number): Readable;
  inspectSource?: InspectSource;
  /** How long a report is remembered, in milliseconds. */
  keptMs?: number;
};

export type Archives = {
  /**
   * What an archive holds and what speaks against it, read from sealed storage by its ranges. A file never changes, so it
   * is looked into once in ten minutes by each process, however often it is asked for; who asks is not checked here.
   * @throws NotFound; Unavailable `archive_not_inspected`
   */
  inspectFile(firmId: string, fileId: string): Promise<ArchiveReport>;
};

/** Reports hold names of entries and Readmes: in memory, never in the database, and no erasure is outlived for long. */
const mostKept = 200;

export function createArchives({
  database,
  openStoredFile,
  inspectSource = createInspectionThread(),
  keptMs = 600_000,
}: ArchivesDeps): Archives {
  const kept = new Map<string, Promise<ArchiveReport>>();

  async function inspect(firmId: string, fileId: string, size: number): Promise<ArchiveReport> {
    return await inspectSource({
      size,
      async read(offset, length) {
        return await buffer(openStoredFile(firmId, fileId, offset, Math.min(size, offset + length)));
      },
    });
  }

  return {
    async inspectFile(firmId, fileId) {
      const size = await database.inFirm(firmId, (tx) => findFileSize(tx, fileId));
      if (size === undefined) throw new NotFound();
      let report = kept.get(fileId);
      if (!report) {
        report = inspect(firmId, fileId, size);
        setTimeout(() => kept.delete(fileId), keptMs).unref();
      }
      kept.delete(fileId);
      kept.set(fileId, report);
      const [oldest] = kept.keys();
      if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
      try {
        return await report;
      } catch (error) {
        kept.delete(fileId);
        throw error;
      }
    },
  };
}
