import type { StaffActor } from '../actor.ts';
import type { FirmTransaction } from '../db/database.ts';
import { recordEvent } from './record-event.ts';

export async function recordCustomerAdded(tx: FirmTransaction, actor: StaffActor, customerId: string): Promise<void> {
  await recordEvent(tx, actor, { kind: 'customer-added', subjectKind: 'customer', subjectId: customerId });
}

/** What was changed; of the name only that it was. */
export async function recordCustomerChanged(
  tx: FirmTransaction,
  actor: StaffActor,
  customerId: string,
  change: { name?: true; active?: boolean },
): Promise<void> {
  await recordEvent(tx, actor, {
    kind: 'customer-changed',
    subjectKind: 'customer',
    subjectId: customerId,
    details: change,
  });
}

/** One event for a whole list; the customers' own rows say when they were made and changed. */
export async function recordCustomersImported(
  tx: FirmTransaction,
  actor: StaffActor,
  counts: { new: number; changed: number; unchanged: number; refused: number },
): Promise<void> {
  await recordEvent(tx, actor, {
    kind: 'customers-imported',
    subjectKind: 'firm',
    subjectId: actor.firmId,
    details: counts,
  });
}
