import type { ArchiveProblem } from './archive-problem.ts';

export type ArchiveKind = 'zip' | 'tar' | 'rar4' | 'rar5' | 'gz';

export type ArchiveEntry = {
  /** path with `/`, cleaned for showing: never a path to write to */
  name: string;
  /** bytes when unpacked, as the archive says */
  size: number;
  kind: 'file' | 'folder' | 'link' | 'device';
  encrypted: boolean;
};

/**
 * - `read`: `readme` holds its text
 * - `missing`: there is none
 * - `locked`: it, or the list of names, is encrypted
 * - `unread`: it is there, but compressed in a way that is not read here (or too late in a long archive)
 */
export type ReadmeState = 'read' | 'missing' | 'locked' | 'unread';

export type ArchiveReport = {
  /** by content; undefined when it is none of the four kinds */
  kind: ArchiveKind | undefined;
  /** what the GZ holds */
  inner?: 'tar';
  /** the first ones, `InspectLimits.listedEntries` at most */
  entries: ArchiveEntry[];
  /** all that were counted */
  entryCount: number;
  /** bytes when unpacked, of all that were counted */
  totalSize: number;
  readmeState: ReadmeState;
  /** `Readme.txt` in any case, in the archive itself or one folder down; `text` is its first 64 KiB */
  readme?: { name: string; text: string };
  /** false when a password keeps others from looking at all or some of it */
  contentsCheckable: boolean;
  /** true when one of `problems` is a reason to refuse the archive */
  refused: boolean;
  /** each code once, with the first entry it was found at */
  problems: ArchiveProblem[];
};
