import type { Actor, StaffActor } from '../actor.ts';
import type { FirmTransaction } from '../db/database.ts';
import { recordEvent } from './record-event.ts';

/** The virus scanner has looked at files: what it said of each, and which version it was. One event a transaction. */
export async function recordFilesScanned(
  tx: FirmTransaction,
  actor: Actor,
  dropoffId: string,
  details: { files: { fileId: string; scan: 'clean' | 'infected' | 'unscannable' }[]; scanner: string },
): Promise<void> {
  await recordEvent(tx, actor, { kind: 'files-scanned', subjectKind: 'dropoff', subjectId: dropoffId, details });
}

/** A file is in quarantine. What was found in it stands with the file, since agents read these events. */
export async function recordFileQuarantined(
  tx: FirmTransaction,
  actor: Actor,
  dropoffId: string,
  details: { fileId: string },
): Promise<void> {
  await recordEvent(tx, actor, { kind: 'file-quarantined', subjectKind: 'dropoff', subjectId: dropoffId, details });
}

/** An owner let a file out of quarantine, and says why. */
export async function recordFileReleased(
  tx: FirmTransaction,
  actor: StaffActor,
  dropoffId: string,
  details: { fileId: string; reason: string },
): Promise<void> {
  await recordEvent(tx, actor, { kind: 'file-released', subjectKind: 'dropoff', subjectId: dropoffId, details });
}

/** An owner had a file in quarantine erased. */
export async function recordQuarantinedErased(
  tx: FirmTransaction,
  actor: StaffActor,
  dropoffId: string,
  details: { fileId: string },
): Promise<void> {
  await recordEvent(tx, actor, { kind: 'quarantined-erased', subjectKind: 'dropoff', subjectId: dropoffId, details });
}
