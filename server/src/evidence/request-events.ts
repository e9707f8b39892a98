import type { StaffActor, SubmitterActor } from '../actor.ts';
import type { FirmTransaction } from '../db/database.ts';
import { recordEvent } from './record-event.ts';

/** A member of staff asked for files. What was asked for stays in the row: it may name people. */
export async function recordRequestCreated(
  tx: FirmTransaction,
  actor: StaffActor,
  requestId: string,
  details: { until: string; maxUses: number },
): Promise<void> {
  await recordEvent(tx, actor, {
    kind: 'request-created',
    subjectKind: 'firm',
    subjectId: actor.firmId,
    details: { requestId, ...details },
  });
}

/** A request was taken back. */
export async function recordRequestRevoked(tx: FirmTransaction, actor: StaffActor, requestId: string): Promise<void> {
  await recordEvent(tx, actor, {
    kind: 'request-revoked',
    subjectKind: 'firm',
    subjectId: actor.firmId,
    details: { requestId },
  });
}

/** A new key signs links from now on; those of the one before are refused. */
export async function recordLinkKeyMade(
  tx: FirmTransaction,
  actor: StaffActor,
  details: { publicKey: string },
): Promise<void> {
  await recordEvent(tx, actor, { kind: 'link-key-made', subjectKind: 'firm', subjectId: actor.firmId, details });
}

/** The sender asks for a processing agreement. */
export async function recordAgreementRequested(
  tx: FirmTransaction,
  actor: SubmitterActor,
  dropoffId: string,
): Promise<void> {
  await recordEvent(tx, actor, { kind: 'agreement-requested', subjectKind: 'dropoff', subjectId: dropoffId });
}

/** Whether an agreement with a customer is in force. */
export async function recordAgreementChanged(
  tx: FirmTransaction,
  actor: StaffActor,
  customerId: string,
  details: { inForce: boolean; concludedOn: string | null },
): Promise<void> {
  await recordEvent(tx, actor, { kind: 'agreement-changed', subjectKind: 'customer', subjectId: customerId, details });
}
