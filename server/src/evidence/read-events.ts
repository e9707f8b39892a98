import type { LoggedEvent } from '@schleuse/proofs/event-entry';
import { sql } from 'kysely';

import type { FirmTransaction } from '../db/database.ts';

export type EventFilter = {
  kinds?: string[];
  /** An account, or a kind of actor. */
  actor?: { id: string } | { kind: LoggedEvent['actor']['kind'] };
  /** In kinds, names of staff, customer numbers, ids and details; case does not matter. */
  search?: string;
  from?: Date;
  /** Not included. */
  to?: Date;
  subjectKind?: string;
};

export type EventPage = { after?: number | undefined; limit: number; order: 'asc' | 'desc' };

/** Events that pass the filter, with the words people know them by. */
export async function listEvents(tx: FirmTransaction, firmId: string, filter: EventFilter, page: EventPage) {
  let events = tx
    .selectFrom('events as e')
    .leftJoin('accounts as a', (join) => join.onRef('a.id', '=', 'e.actor_id').on('e.actor_kind', '=', 'staff'))
    .leftJoin('dropoffs as d', (join) => join.onRef('d.id', '=', 'e.subject_id').on('e.subject_kind', '=', 'dropoff'))
    .leftJoin('event_leaves as l', 'l.event_id', 'e.id')
    .select([
      'e.id',
      sql<string>`to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`.as('at'),
      'e.kind',
      'e.actor_kind',
      'e.actor_id',
      'a.name as actor_name',
      'e.subject_kind',
      'e.subject_id',
      'd.customer_number',
      'e.details',
      'e.salt',
      'l.sequence',
    ])
    .where('e.firm_id', '=', firmId)
    .orderBy('e.id', page.order)
    .limit(page.limit);
  if (page.after !== undefined) events = events.where('e.id', page.order === 'asc' ? '>' : '<', page.after);
  const { kinds, actor, from, to, subjectKind } = filter;
  if (kinds && kinds.length > 0) events = events.where('e.kind', 'in', kinds);
  if (subjectKind) events = events.where('e.subject_kind', '=', subjectKind as 'dropoff');
  if (actor && 'id' in actor) events = events.where('e.actor_id', '=', actor.id);
  if (actor && 'kind' in actor) events = events.where('e.actor_kind', '=', actor.kind);
  if (from) events = events.where('e.at', '>=', from);
  if (to) events = events.where('e.at', '<', to);
  const search = (filter.search ?? '').trim();
  if (search !== '') {
    const like = `%${search.replace(/[\\%_]/g, '\\$&')}%`;
    events = events.where((eb) =>
      eb.or([
        eb('e.kind', 'ilike', like),
        eb('a.name', 'ilike', like),
        eb('d.customer_number', 'ilike', like),
        sql<boolean>`e.subject_id::text ilike ${like}`,
        sql<boolean>`e.details::text ilike ${like}`,
      ]),
    );
  }
  return await events.execute();
}

export type EventRow = Awaited<ReturnType<typeof listEvents>>[number];

/** As an expression on uuid, so that the index on files serves it; only what can be an id is compared. */
const namedFile = sql<boolean>`f.id = case when e.details ->> 'fileId' ~ '^[0-9a-f-]{36}$'
  then (e.details ->> 'fileId')::uuid end`;

/** Their own doing, and what the house does by itself; that a file is in quarantine is the firm's to say. */
const notForSenders = [
  'files-arrived',
  'file-withdrawn',
  'uploads-ended',
  'mail-given-up',
  'files-scanned',
  'file-quarantined',
] as const;

/** Who had to do with a drop-off, the newest first: roles instead of names, and which file where it is still known. */
export async function listAccesses(tx: FirmTransaction, dropoffId: string, limit: number) {
  return await tx
    .selectFrom('events as e')
    .leftJoin('accounts as a', (join) => join.onRef('a.id', '=', 'e.actor_id').on('e.actor_kind', '=', 'staff'))
    .leftJoin('files as f', (join) => join.on(namedFile))
    .leftJoin('event_leaves as l', 'l.event_id', 'e.id')
    .select(['e.at', 'e.kind', 'e.actor_kind', 'a.role', 'e.details', 'f.name', 'f.relative_path', 'l.sequence'])
    .where('e.subject_id', '=', dropoffId)
    .where('e.subject_kind', '=', 'dropoff')
    .where('e.kind', 'not in', [...notForSenders])
    .orderBy('e.id', 'desc')
    .limit(limit)
    .execute();
}

export type AccessRow = Awaited<ReturnType<typeof listAccesses>>[number];
