import type { ByteSource } from './byte-source.ts';
import type { EntryBook } from './entry-book.ts';
import type { ArchiveReport } from './archive-report.ts';

/** What is not at hand everywhere. */
export type InspectTools = {
  /**
   * The first bytes of an entry of the RAR being inspected, unpacked: the `index`-th of its files and folders, `size` bytes
   * long, of which the packed bytes stop before `end`. Undefined when they cannot be read.
   */
  readRarEntry?(entry: { index: number; size: number; end: number }): Promise<Uint8Array | undefined>;
};

/** What a reader of one kind works with, and tells its findings to. */
export type Inspection = {
  tools: InspectTools;
  source: ByteSource;
  book: EntryBook;
  /** 1 for the archive itself */
  depth: number;
  /** what was found until the inspection was stopped */
  sofar?: Found;
  /** Looks at an archive found inside: its bytes as they were unpacked. */
  inspectInside(bytes: Uint8Array, shown: string): Promise<void>;
};

/** What a reader answers; entries and problems are in the book. */
export type Found = Pick<ArchiveReport, 'readmeState'> &
  Partial<Pick<ArchiveReport, 'readme' | 'inner'>> & {
    namesEncrypted?: boolean;
  };
