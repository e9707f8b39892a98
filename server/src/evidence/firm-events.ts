import type { StaffActor } from '../actor.ts';
import type { FirmTransaction } from '../db/database.ts';
import { recordEvent } from './record-event.ts';

/** The firm was set up, with its first owner. */
export async function recordFirmCreated(tx: FirmTransaction, firmId: string, ownerId: string): Promise<void> {
  await recordEvent(
    tx,
    { kind: 'system', firmId, task: 'set-up' },
    { kind: 'firm-created', subjectKind: 'firm', subjectId: firmId, details: { ownerId } },
  );
}

/** Somebody took the protocol out of the house, or the part of it that these filters leave. */
export async function recordProtocolExported(
  tx: FirmTransaction,
  actor: StaffActor,
  details: { format: 'csv' | 'json'; filters: string[] },
): Promise<void> {
  await recordEvent(tx, actor, {
    kind: 'protocol-exported',
    subjectKind: 'firm',
    subjectId: actor.firmId,
    details,
  });
}

/** Which settings were changed; their values are not kept here (the imprint may hold names). */
export async function recordSettingsChanged(tx: FirmTransaction, actor: StaffActor, settings: string[]): Promise<void> {
  await recordEvent(tx, actor, {
    kind: 'settings-changed',
    subjectKind: 'firm',
    subjectId: actor.firmId,
    details: { settings },
  });
}
