import { sql } from 'kysely';

import type { Actor } from '../actor.ts';
import type { FirmTransaction } from '../db/database.ts';
import { prepareQuery } from '../db/prepare-query.ts';
import type { EventKind } from './event-kinds.ts';

export type Event = {
  kind: EventKind;
  subjectKind: 'dropoff' | 'account' | 'customer' | 'firm' | 'invitation' | 'session' | 'profile' | 'message';
  subjectId: string | null;
  /** No names of people or files, no contents: ids, counts, sizes, reasons. */
  details?: Record<string, unknown>;
};

const insertEvents = prepareQuery(
  (_, { firm, events }: { firm: string; events: string }) => sql`
    insert into events (firm_id, kind, actor_kind, actor_id, subject_kind, subject_id, details)
    select ${firm}, e.kind, e.actor_kind, e.actor_id, e.subject_kind, e.subject_id, e.details
      from json_to_recordset(${events}) as e
           (kind text, actor_kind text, actor_id uuid, subject_kind text, subject_id uuid, details jsonb)
  `,
);

/**
 * Writes one event in the transaction of the act itself, so that neither exists without the other. Rooms do not call
 * this: each kind of event has a typed function in this folder.
 */
export async function recordEvent(tx: FirmTransaction, actor: Actor, event: Event): Promise<void> {
  await recordEvents(tx, actor.firmId, [{ actor, event }]);
}

/** The same for several acts within one firm that share a transaction. */
export async function recordEvents(
  tx: FirmTransaction,
  firm: string,
  acts: readonly { actor: Actor; event: Event }[],
): Promise<void> {
  const events = acts.map(({ actor, event }) => ({
    kind: event.kind,
    actor_kind: actor.kind,
    actor_id: actor.kind === 'staff' ? actor.accountId : actor.kind === 'submitter' ? actor.dropoffId : null,
    subject_kind: event.subjectKind,
    subject_id: event.subjectId,
    details: event.details ?? {},
  }));
  await insertEvents(tx, { firm, events: JSON.stringify(events) });
}
