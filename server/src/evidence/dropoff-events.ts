import type { Actor } from '../actor.ts';
import type { FirmTransaction } from '../db/database.ts';
import type { EventKind } from './event-kinds.ts';
import { recordEvent, recordEvents } from './record-event.ts';

/** Why a container is given up: the case was closed, its time is over, or it was never submitted. */
export type ErasureReason = 'closed' | 'due' | 'never-submitted' | 'erased-after-backup';

/** What is erased as one. */
export type ErasedKind = 'dropoff' | 'message';

/** Somebody with a known customer number began a drop-off. */
export async function recordDropoffOpened(tx: FirmTransaction, actor: Actor, dropoffId: string): Promise<void> {
  await record(tx, actor, dropoffId, 'dropoff-opened', {});
}

/** The drop-off was handed over and its receipt signed; the receipt's hash binds the one to the other (proofs/SPEC.md). */
export async function recordDropoffSubmitted(
  tx: FirmTransaction,
  actor: Actor,
  dropoffId: string,
  details: { files: number; bytes: number; erasesAt: string; receiptSha256: string },
): Promise<void> {
  await record(tx, actor, dropoffId, 'dropoff-submitted', details);
}

/** A member of staff looked at it for the first time. */
export async function recordDropoffSeen(tx: FirmTransaction, actor: Actor, dropoffId: string): Promise<void> {
  await record(tx, actor, dropoffId, 'dropoff-seen', {});
}

/** A member of staff looked at it again; the page of one visit asks many times and counts once. */
export async function recordDropoffLookedAt(tx: FirmTransaction, actor: Actor, dropoffId: string): Promise<void> {
  await record(tx, actor, dropoffId, 'dropoff-looked-at', {});
}

/** Files are whole and stored. One event for what one transaction made whole: small files come by the hundred. */
export async function recordFilesArrived(
  tx: FirmTransaction,
  actor: Actor,
  dropoffId: string,
  files: readonly { id: string; size: number }[],
): Promise<void> {
  const arrived = files.map(({ id, size }) => ({ fileId: id, size }));
  await record(tx, actor, dropoffId, 'files-arrived', { files: arrived });
}

/** The sender took a whole file back before submitting. */
export async function recordFileWithdrawn(
  tx: FirmTransaction,
  actor: Actor,
  dropoffId: string,
  fileId: string,
): Promise<void> {
  await record(tx, actor, dropoffId, 'file-withdrawn', { fileId });
}

/** Unfinished uploads came to nothing: the sender took them back, or their time was over. `bytes` of them had arrived. */
export async function recordUploadsEnded(
  tx: FirmTransaction,
  actor: Actor,
  dropoffId: string,
  details: { reason: 'taken-back' | 'expired'; uploads: number; bytes: number },
): Promise<void> {
  await record(tx, actor, dropoffId, 'uploads-ended', details);
}

/** A member of staff got the receipt, which names the files. */
export async function recordReceiptRead(tx: FirmTransaction, actor: Actor, dropoffId: string): Promise<void> {
  await record(tx, actor, dropoffId, 'receipt-read', {});
}

/** A member of staff closed the case. */
export async function recordDropoffClosed(
  tx: FirmTransaction,
  actor: Actor,
  dropoffId: string,
  details: { files: number; bytes: number; submitted: boolean },
): Promise<void> {
  await record(tx, actor, dropoffId, 'dropoff-closed', details);
}

/** The firm was told that a drop-off does not go on. */
export async function recordDropoffFollowedUp(
  tx: FirmTransaction,
  actor: Actor,
  dropoffId: string,
  details: { arrived: number; expected: number },
): Promise<void> {
  await record(tx, actor, dropoffId, 'dropoff-followed-up', details);
}

export type FileReading = {
  actor: Actor;
  dropoffId: string;
  details: { fileId: string; start: number; end: number; size: number; via?: 'sftp' };
};

/** Bytes from `start` to `end` (not included) of files are about to be sent to members of staff. */
export async function recordFilesRead(tx: FirmTransaction, firmId: string, readings: FileReading[]): Promise<void> {
  const eventOf = ({ actor, dropoffId, details }: FileReading) => ({
    actor,
    event: { kind: 'file-read', subjectKind: 'dropoff', subjectId: dropoffId, details } as const,
  });
  await recordEvents(tx, firmId, readings.map(eventOf));
}

/** A member of staff read the Readme inside an archive, where the request and the contact data stand. */
export async function recordReadmeRead(
  tx: FirmTransaction,
  actor: Actor,
  dropoffId: string,
  details: { fileId: string },
): Promise<void> {
  await record(tx, actor, dropoffId, 'readme-read', details);
}

/** All files are about to be sent as one archive. */
export async function recordArchiveRead(
  tx: FirmTransaction,
  actor: Actor,
  dropoffId: string,
  details: { files: number; bytes: number },
): Promise<void> {
  await record(tx, actor, dropoffId, 'archive-read', details);
}

/** From here on nobody reads the files; key and objects are being destroyed. */
export async function recordErasureBegun(
  tx: FirmTransaction,
  actor: Actor,
  dropoffId: string,
  details: { containerId: string; reason: ErasureReason },
  subjectKind: ErasedKind = 'dropoff',
): Promise<void> {
  await recordEvent(tx, actor, { kind: 'erasure-begun', subjectKind, subjectId: dropoffId, details });
}

/** Key and objects are destroyed, names and note are blanked; the hash is of what the certificate's signature covers. */
export async function recordErased(
  tx: FirmTransaction,
  actor: Actor,
  dropoffId: string,
  details: { containerId: string; files: number; segments: number; bytes: number; certificateSha256: string },
  subjectKind: ErasedKind = 'dropoff',
): Promise<void> {
  await recordEvent(tx, actor, { kind: 'erased', subjectKind, subjectId: dropoffId, details });
}

async function record(
  tx: FirmTransaction,
  actor: Actor,
  dropoffId: string,
  kind: EventKind,
  details: Record<string, unknown>,
): Promise<void> {
  await recordEvent(tx, actor, { kind, subjectKind: 'dropoff', subjectId: dropoffId, details });
}
