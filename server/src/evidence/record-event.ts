import type { Insertable } from 'kysely';

import type { Actor } from '../actor.ts';
import type { FirmTransaction } from '../db/database.ts';
import { prepareQuery } from '../db/prepare-query.ts';
import type { EventsTable } from '../db/schema.generated.ts';
import type { EventKind } from './event-kinds.ts';

export type Event = {
  kind: EventKind;
  subjectKind: 'dropoff' | 'account' | 'customer' | 'firm' | 'invitation' | 'session' | 'profile';
  subjectId: string | null;
  /** No names of people or files, no contents: ids, counts, sizes, reasons. */
  details?: Record<string, unknown>;
};

type EventValues = Pick<Insertable<EventsTable>, (typeof columns)[number]>;
const columns = ['firm_id', 'kind', 'actor_kind', 'actor_id', 'subject_kind', 'subject_id', 'details'] as const;

const insertEvent = prepareQuery((tx, values: EventValues) =>
  tx.insertInto('events').values(Object.fromEntries(columns.map((name) => [name, values[name]])) as EventValues),
);

/**
 * Writes one event in the transaction of the act itself, so that neither exists without the other. Rooms do not call
 * this: each kind of event has a typed function in this folder.
 */
export async function recordEvent(tx: FirmTransaction, actor: Actor, event: Event): Promise<void> {
  await insertEvent(tx, {
    firm_id: actor.firmId,
    kind: event.kind,
    actor_kind: actor.kind,
    actor_id: actor.kind === 'staff' ? actor.accountId : actor.kind === 'submitter' ? actor.dropoffId : null,
    subject_kind: event.subjectKind,
    subject_id: event.subjectId,
    details: JSON.stringify(event.details ?? {}),
  });
}
