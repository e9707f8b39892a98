import type { ByteSource } from './byte-source.ts';
import type { EntryBook } from './entry-book.ts';
import type { ArchiveReport } from './archive-report.ts';

/** What a reader of one kind works with, and tells its findings to. */
export type Inspection = {
  source: ByteSource;
  book: EntryBook;
  /** 1 for the archive itself */
  depth: number;
  /** Looks at an archive found inside: its bytes as they were unpacked. */
  inspectInside(bytes: Uint8Array, shown: string): Promise<void>;
};

/** What a reader answers; entries and problems are in the book. */
export type Found = Pick<ArchiveReport, 'readmeState'> &
  Partial<Pick<ArchiveReport, 'readme' | 'inner'>> & {
    namesEncrypted?: boolean;
  };
