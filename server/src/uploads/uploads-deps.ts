import type { Readable } from 'node:stream';

import type { Database } from '../db/database.ts';
import type { IntakeKeys } from '../keys/intake-keys.ts';
import type { Log } from '../log.ts';
import type { SegmentStore } from '../storage/segment-store.ts';
import type { IntakeKeyCache } from './intake-key-cache.ts';
import type { UploadEvents, UploadTargets } from './upload-ports.ts';

export type UploadsDeps = {
  database: Database;
  store: SegmentStore;
  /** Sealing is all that taking files in needs. */
  keys: IntakeKeys;
  targets: UploadTargets;
  events: UploadEvents;
  log: Log;
  clock: () => Date;
  /** A virus scanner looks at every file before anybody sees it. */
  scansFiles?: boolean;
  /** Plaintext and keys are overwritten as soon as they were used; for a process that is not to know them later. */
  overwrites?: boolean;
  /** When a body is cut and what it brought so far is committed: what a killed server may cost at most. */
  cut?: { bytes: number; milliseconds: number };
};

/** What the parts of this room share. */
export type Room = Omit<UploadsDeps, 'keys' | 'cut'> & {
  intakeKeys: IntakeKeyCache;
  cut: { bytes: number; milliseconds: number };
};

export type UploadState = {
  id: string;
  name: string;
  relativePath: string;
  mediaType: string;
  length: number;
  received: number;
  state: 'open' | 'complete' | 'terminated' | 'expired';
  expiresAt: Date;
};

export type NewFile = {
  /** As given; checked and composed by createUpload. */
  name: string;
  relativePath?: string;
  mediaType?: string;
  length: number;
};

export type Checksum = { algorithm: 'sha1' | 'sha256'; digest: Uint8Array };

/** Bytes as a door hands them over. */
export type Body = {
  stream: Readable;
  /** If it was announced. */
  length?: number;
  checksum?: Checksum;
  /** Nobody else holds the stream's pieces: each is freed as soon as its bytes are taken over. */
  ownPieces?: boolean;
};
