import type { SubmitterActor, SystemActor } from '../actor.ts';
import type { FirmTransaction, Scope } from '../db/database.ts';

/** Where a submitter's files go and how much of them is taken. */
export type UploadTarget = {
  container: Scope & { id: string; algorithm: number; publicKey: Uint8Array };
  /** Bytes of one file, bytes of all files together, number of files; unfinished ones count in full. */
  maxFileBytes: number;
  maxTotalBytes: number;
  maxFiles: number;
  expiresAt: Date;
  /** When progress was noted last; null before the first file. Exact in the transaction that asked. */
  progressAt: Date | null;
};

/** A file whose last byte is being committed. `sha256` is null when a restart lost the running hash. */
export type CompletedFile = {
  id: string;
  containerId: string;
  name: string;
  relativePath: string;
  mediaType: string;
  size: number;
  sha256: Uint8Array | null;
};

/**
 * Tells uploads where to write; implemented by the room that owns the container.
 *
 * It is asked again in the very transaction that commits bytes, so it must take the row that closing or submitting
 * changes (`for no key update`: a share lock would deadlock with UploadEvents), and throw when that is over.
 */
export type UploadTargets = { targetFor(tx: FirmTransaction, actor: SubmitterActor): Promise<UploadTarget> };

export type EndedUpload = { containerId: string; received: number; reason: 'taken-back' | 'expired' };

/** What the owner of the container learns, inside the transaction that makes it true. */
export type UploadEvents = {
  /** Bytes of an unfinished file were committed. */
  progressed(tx: FirmTransaction, actor: SubmitterActor, target: UploadTarget): Promise<void>;
  /** One or many files are whole. Their rows in `files` exist already. */
  completed(
    tx: FirmTransaction,
    actor: SubmitterActor,
    target: UploadTarget,
    files: readonly Pick<CompletedFile, 'id' | 'size' | 'sha256'>[],
  ): Promise<void>;
  /** An unfinished upload came to nothing: its sender took it back, or its time was over. */
  ended(tx: FirmTransaction, actor: SubmitterActor | SystemActor, upload: EndedUpload): Promise<void>;
  /** A file that was whole was taken back by its sender before submitting. */
  withdrawn(tx: FirmTransaction, actor: SubmitterActor, target: UploadTarget, fileId: string): Promise<void>;
};
