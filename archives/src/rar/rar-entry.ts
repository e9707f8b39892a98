import type { FoundEntry } from '../entry-book.ts';

/** A file's header, of either format, in what both say. */
export type RarEntry = FoundEntry & {
  packed: number;
  /** not packed: its bytes lie in the archive as they are */
  stored: boolean;
  crc?: number;
  /** undefined when it was not known to the packer */
  knownSize: number | undefined;
  dataStart: number;
};

/** The kind that a mode of Unix tells, undefined for a plain file or none. */
export function kindOfMode(mode: number): FoundEntry['kind'] | undefined {
  const type = mode & 0o170000;
  if (type === 0o120000) return 'link';
  if (type === 0o040000) return 'folder';
  return [0o010000, 0o020000, 0o060000, 0o140000].includes(type) ? 'device' : undefined;
}
