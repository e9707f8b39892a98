import type { Actor } from '../actor.ts';
import type { FirmTransaction } from '../db/database.ts';
import type { EventKind } from './event-kinds.ts';

export type Event = {
  kind: EventKind;
  subjectKind: 'dropoff' | 'account' | 'customer' | 'firm' | 'invitation' | 'session' | 'profile';
  subjectId: string | null;
  /** No names of people or files, no contents: ids, counts, sizes, reasons. */
  details?: Record<string, unknown>;
};

/**
 * Writes one event in the transaction of the act itself, so that neither exists without the other. Rooms do not call
 * this: each kind of event has a typed function in this folder.
 */
export async function recordEvent(tx: FirmTransaction, actor: Actor, event: Event): Promise<void> {
  await tx
    .insertInto('events')
    .values({
      firm_id: actor.firmId,
      kind: event.kind,
      actor_kind: actor.kind,
      actor_id: actor.kind === 'staff' ? actor.accountId : actor.kind === 'submitter' ? actor.dropoffId : null,
      subject_kind: event.subjectKind,
      subject_id: event.subjectId,
      details: JSON.stringify(event.details ?? {}),
    })
    .execute();
}
