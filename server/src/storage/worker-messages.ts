import type { SegmentHeader } from '@schleuse/sealing/segment-header';

import type { WorkerFault } from './disk-errors.ts';

/** How one segment is sealed: the key of its file, and what its object says of itself (sealing/SPEC.md). */
export type SealSpec = { fileKey: Uint8Array; header: SegmentHeader };
/** Which segment is expected where one is read. */
export type OpenSpec = { fileKey: Uint8Array; fileId: string; number: number };

/** What a thread is told when it starts: how the files it makes may be used. */
export type SealWorkerData = { fileMode: number };

export type ChecksumAlgorithm = 'sha1' | 'sha256';

/** What the main thread tells a worker. Buffers are transferred, not copied. */
export type ToWorker =
  | {
      say: 'open';
      stream: number;
      path: string;
      seal: SealSpec;
      /** Where the segment begins in its file; a running SHA-256 held for just this offset is continued. */
      offset: number;
      checksum: ChecksumAlgorithm | null;
    }
  | { say: 'bytes'; stream: number; buffer: ArrayBuffer }
  | { say: 'finish'; stream: number; rest: ArrayBuffer; length: number }
  | { say: 'abort'; stream: number }
  | { say: 'forget'; uploadId: string }
  | { say: 'collect-garbage' }
  /** Wants plaintext bytes `start` up to `end` of the segment that lies at `objectStart` and holds `size` of them. */
  | {
      say: 'read-open';
      stream: number;
      path: string;
      objectStart: number;
      size: number;
      open: OpenSpec;
      start: number;
      end: number;
      /** So many batches at once, without being asked for. */
      ahead: number;
    }
  /** The next batch of what was opened. */
  | { say: 'read'; stream: number }
  | { say: 'read-close'; stream: number };

export type FromWorker =
  /** A buffer was sealed and written; it comes back to be filled again. */
  | { say: 'written'; stream: number; buffer: ArrayBuffer; bytes: number }
  /** All bytes are on the disk, still under the temporary name. */
  | { say: 'finished'; stream: number; sha256: Uint8Array | null; checksum: Uint8Array | null }
  | { say: 'aborted'; stream: number }
  | { say: 'failed'; stream: number; fault: WorkerFault }
  | { say: 'read'; stream: number; bytes: Uint8Array }
  | { say: 'read-failed'; stream: number; reason: string };
