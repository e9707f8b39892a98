import type { ArchiveKind } from '@schleuse/archives/archive-report';
import type { Finding, UploadDemand } from '@schleuse/archives/judge-upload';

/** A file to be put into an archive; `path` with `/`. */
export type PackedFile = { path: string; file: File };

/** What is packed: loose files into a new ZIP, or an archive that gets its Readme. */
export type PackOrder = {
  /** Name of the result. */
  name: string;
  files: readonly PackedFile[];
  /** Text of the Readme.txt; none when it is among the files. */
  readme?: string;
  /** Bytes the result may have. */
  most: number;
  /** Kind of the one file that keeps what it holds and gets the Readme, where that can be done. */
  appendTo?: ArchiveKind;
};

/** The result; `handle` where it lies in the browser's own files, so that it can be read again after a reload. */
export type Packed = { file: File; handle?: FileSystemFileHandle };

export type Order = { id: number; inspect: File; demand: UploadDemand } | { id: number; pack: PackOrder };

export type Answer =
  | { id: number; finding: Finding }
  | { id: number; readBytes: number }
  | { id: number; packed: Packed }
  | { id: number; failed: PackFailure };

/** `too_large`: more than `most`; `unreadable`: a file changed or vanished, or there is no room. */
export type PackFailure = 'too_large' | 'unreadable';
