import { sql } from 'kysely';
import { jsonArrayFrom } from 'kysely/helpers/postgres';

import type { FirmTransaction } from '../db/database.ts';
import type { InboxCursor } from './inbox-cursor.ts';

export type DropoffState = 'open' | 'submitted' | 'closed' | 'expired';

export type InboxFilter = {
  /** The policies of the tables ask for it too, but row by row; named here it is asked once (four times faster). */
  firmId: string;
  states: readonly DropoffState[];
  search: string;
  after: InboxCursor | undefined;
  limit: number;
  showsQuarantine: boolean;
};

/** A drop-off with a hundred thousand files must not make the list of all heavy; its own page shows them all. */
const filesInList = 100;

/** One page of the inbox, the newest arrival first, in one query. */
export async function listInbox(tx: FirmTransaction, filter: InboxFilter) {
  return await selectItems(
    tx,
    pageOf(tx, filter).orderBy('d.arrived_at', 'desc').orderBy('d.id', 'desc').limit(filter.limit),
    filter.showsQuarantine,
    filesInList,
  );
}

/** One drop-off in the same form, with all its files. */
export async function findInboxItem(tx: FirmTransaction, id: string, showsQuarantine: boolean) {
  const page = tx.selectFrom('dropoffs as d').selectAll('d').where('d.id', '=', id);
  const [item] = await selectItems(tx, page, showsQuarantine);
  return item;
}

export type InboxRow = NonNullable<Awaited<ReturnType<typeof findInboxItem>>>;

function pageOf(tx: FirmTransaction, { firmId, states, search, after, showsQuarantine }: InboxFilter) {
  let page = tx
    .selectFrom('dropoffs as d')
    .selectAll('d')
    .where('d.firm_id', '=', firmId)
    .where('d.state', 'in', states)
    // Somebody who only typed a customer number has sent nothing yet.
    .where((eb) => eb.or([eb('d.state', '!=', 'open'), eb('d.begun_at', 'is not', null)]));
  if (after)
    page = page.where(sql<boolean>`(d.arrived_at, d.id) < (${after.arrivedAt}::timestamptz, ${after.id}::uuid)`);
  if (search === '') return page;
  const like = `%${search.replace(/[\\%_]/g, '\\$&')}%`;
  return page.where((eb) =>
    eb.or([
      eb('d.customer_number', 'ilike', like),
      eb('d.case_reference', 'ilike', like),
      eb(
        'd.customer_id',
        'in',
        eb.selectFrom('customers').select('id').where('firm_id', '=', firmId).where('name', 'ilike', like),
      ),
      eb.and([eb('d.note', 'ilike', like), eb('d.state', 'in', ['open', 'submitted'])]),
      eb.and([
        eb('d.state', 'in', ['open', 'submitted']),
        eb(
          'd.container_id',
          'in',
          eb
            .selectFrom('files')
            .select('container_id')
            .where('firm_id', '=', firmId)
            .$if(!showsQuarantine, (files) =>
              files.where((f) => f.or([f('scan', '!=', 'infected'), f('released_at', 'is not', null)])),
            )
            .where((f) => f.or([f('name', 'ilike', like), f('relative_path', 'ilike', like)])),
        ),
      ]),
    ]),
  );
}

const inQuarantine = sql`h.scan = 'infected' and h.released_at is null and h.removed_at is null`;

async function selectItems(
  tx: FirmTransaction,
  page: ReturnType<typeof pageOf>,
  showsQuarantine: boolean,
  maxFiles?: number,
) {
  return await tx
    .with('page', () => page)
    .selectFrom('page as d')
    .innerJoin('customers as c', 'c.id', 'd.customer_id')
    .leftJoin('profiles as pr', 'pr.id', 'd.profile_id')
    .leftJoin('dropoff_requests as rq', 'rq.id', 'd.request_id')
    .leftJoin('processing_agreements as ag', 'ag.customer_id', 'd.customer_id')
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom('uploads as u')
          .whereRef('u.container_id', '=', 'd.container_id')
          .where('u.state', 'in', ['open', 'complete'])
          .where('d.state', '=', 'open')
          .select((u) => [
            u.fn.countAll<number>().as('begun'),
            sql<number>`count(*) filter (where u.state = 'complete')`.as('arrived'),
            sql<number>`coalesce(sum(u.received), 0)::bigint`.as('received'),
            sql<number>`coalesce(sum(u.length), 0)::bigint`.as('announced'),
          ])
          .as('p'),
      (join) => join.onTrue(),
    )
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom('files as h')
          .whereRef('h.container_id', '=', 'd.container_id')
          // The words of the partial index files_held.
          .where(sql<boolean>`h.scan in ('waiting', 'infected')`)
          .where('d.state', 'in', ['open', 'submitted'])
          .select([
            sql<number>`(count(*) filter (where h.scan = 'waiting'))::int`.as('waiting'),
            sql<number>`(count(*) filter (where ${inQuarantine}))::int`.as('quarantined'),
          ])
          .as('h'),
      (join) => join.onTrue(),
    )
    .select((eb) => [
      'd.id',
      'd.container_id',
      'd.customer_number',
      'c.name as customer_name',
      'd.note',
      'pr.slug as profile_slug',
      'pr.name as profile_name',
      'd.answers',
      'd.case_reference',
      'rq.id as request_id',
      'rq.what as request_what',
      'ag.in_force as agreement_in_force',
      'ag.requested_at as agreement_requested_at',
      'd.state',
      'd.created_at',
      'd.submitted_at',
      'd.arrived_at',
      'd.expires_at',
      'd.erases_at',
      'd.closed_at',
      'd.seen_at',
      'd.file_count',
      'd.total_bytes',
      'd.expected_files',
      'd.expected_bytes',
      'd.progress_at',
      'p.begun',
      'p.arrived',
      'p.received',
      'p.announced',
      'd.ready_at',
      'h.waiting',
      'h.quarantined',
      jsonArrayFrom(
        eb
          .selectFrom('files as f')
          .whereRef('f.container_id', '=', 'd.container_id')
          .where('d.state', 'in', ['open', 'submitted'])
          // What is in quarantine, or was erased there, is for owners to know by name.
          .$if(!showsQuarantine, (files) =>
            files.where((f) => f.or([f('f.scan', '!=', 'infected'), f('f.released_at', 'is not', null)])),
          )
          .select([
            'f.id',
            'f.scan',
            'f.finding',
            'f.released_at',
            'f.release_reason',
            'f.removed_at',
            'f.name',
            'f.relative_path',
            'f.media_type',
            'f.size',
            sql<string | null>`encode(f.sha256, 'hex')`.as('sha256'),
            'f.archive_kind',
            'f.contents_checkable',
          ])
          .orderBy('f.created_at')
          .orderBy('f.id')
          .$if(maxFiles !== undefined, (files) => files.limit(maxFiles ?? 0)),
      ).as('files'),
    ])
    .orderBy('d.arrived_at', 'desc')
    .orderBy('d.id', 'desc')
    .execute();
}

/** Submitted drop-offs, the newest first. */
export async function listSubmitted(tx: FirmTransaction, firmId: string) {
  return await tx
    .selectFrom('dropoffs')
    .select(['id', 'customer_number as customerNumber', 'submitted_at as submittedAt'])
    .where('firm_id', '=', firmId)
    .where('state', '=', 'submitted')
    .where('submitted_at', 'is not', null)
    .$narrowType<{ submittedAt: Date }>()
    .orderBy('submitted_at', 'desc')
    .orderBy('id')
    .execute();
}

export type SubmittedCase = Awaited<ReturnType<typeof listSubmitted>>[number];

/** Whether this member of staff has looked within the last ten minutes: an open page asks again with every change. */
export async function hasLookedLately(tx: FirmTransaction, dropoffId: string, accountId: string): Promise<boolean> {
  const look = await tx
    .selectFrom('events')
    .select('id')
    .where('subject_id', '=', dropoffId)
    .where('actor_id', '=', accountId)
    .where('kind', 'in', ['dropoff-seen', 'dropoff-looked-at'])
    .where('at', '>', sql<Date>`clock_timestamp() - interval '10 minutes'`)
    .limit(1)
    .executeTakeFirst();
  return look !== undefined;
}

/** What happened to a drop-off, in order, with the names of staff; the files that arrived are in the list of files. */
export async function listDropoffEvents(tx: FirmTransaction, dropoffId: string) {
  return await tx
    .selectFrom('events as e')
    .leftJoin('accounts as a', (join) => join.onRef('a.id', '=', 'e.actor_id').on('e.actor_kind', '=', 'staff'))
    .select(['e.at', 'e.kind', 'e.actor_kind', 'a.name as actor_name', 'e.details'])
    .where('e.subject_id', '=', dropoffId)
    .where('e.kind', 'not in', ['files-arrived', 'files-scanned'])
    .orderBy('e.id')
    .execute();
}
