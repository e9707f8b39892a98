import { type Selectable, sql } from 'kysely';

import type { FirmTransaction } from '../db/database.ts';
import { prepareQuery } from '../db/prepare-query.ts';
import type { Schema } from '../db/schema.generated.ts';

export type DropoffRow = Selectable<Schema['dropoffs']>;

/** Whose token this is; works before the firm is known. */
export async function findDropoffByToken(
  tx: FirmTransaction,
  tokenHash: Buffer,
): Promise<{ firmId: string; dropoffId: string } | undefined> {
  const { rows } = await sql<{ firmId: string; dropoffId: string }>`
    select firm_id as "firmId", dropoff_id as "dropoffId" from find_dropoff(${tokenHash})`.execute(tx);
  return rows[0];
}

export async function insertDropoff(
  tx: FirmTransaction,
  dropoff: {
    id: string;
    firmId: string;
    containerId: string;
    customer: { id: string; number: string };
    customerHint: string;
    note: string;
    profileId: string | null;
    answers: object;
    requestId: string | null;
    caseReference: string;
    tokenHash: Buffer;
    createdAt: Date;
    expiresAt: Date;
    erasesAt: Date;
  },
): Promise<void> {
  const { containerId, customer } = dropoff;
  await tx
    .insertInto('dropoffs')
    .values({
      id: dropoff.id,
      firm_id: dropoff.firmId,
      container_id: containerId,
      customer_id: customer.id,
      customer_number: customer.number,
      customer_hint: dropoff.customerHint,
      note: dropoff.note,
      profile_id: dropoff.profileId,
      answers: JSON.stringify(dropoff.answers),
      request_id: dropoff.requestId,
      case_reference: dropoff.caseReference,
      token_hash: dropoff.tokenHash,
      created_at: dropoff.createdAt,
      progress_at: dropoff.createdAt,
      expires_at: dropoff.expiresAt,
      erases_at: dropoff.erasesAt,
    })
    .execute();
}

export async function findDropoff(tx: FirmTransaction, id: string): Promise<DropoffRow | undefined> {
  return await tx.selectFrom('dropoffs').selectAll().where('id', '=', id).executeTakeFirst();
}

/** Takes the row until the end of the transaction: uploads that are being committed wait, and see what changed. */
export async function lockDropoff(tx: FirmTransaction, id: string): Promise<DropoffRow | undefined> {
  return await tx.selectFrom('dropoffs').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
}

export async function findDropoffOfContainer(tx: FirmTransaction, containerId: string): Promise<string | undefined> {
  const row = await tx.selectFrom('dropoffs').select('id').where('container_id', '=', containerId).executeTakeFirst();
  return row?.id;
}

/**
 * Keeps the drop-off of a container from being submitted or closed until the end of the transaction, and nobody else
 * from working on it: uploads go on. Undefined when somebody has given it up.
 */
export async function shareLiveDropoff(tx: FirmTransaction, containerId: string): Promise<string | undefined> {
  const row = await tx
    .selectFrom('dropoffs')
    .select('id')
    .where('container_id', '=', containerId)
    .where('state', 'in', ['open', 'submitted'])
    .forKeyShare()
    .executeTakeFirst();
  return row?.id;
}

/** A submitted drop-off that is not ready yet, taken until the end of the transaction; none other is waited for. */
export async function lockUnready(tx: FirmTransaction, id: string): Promise<DropoffRow | undefined> {
  const unready = await tx
    .selectFrom('dropoffs')
    .select('id')
    .where('id', '=', id)
    .where('state', '=', 'submitted')
    .where('ready_at', 'is', null)
    .executeTakeFirst();
  if (!unready) return undefined;
  return await tx
    .selectFrom('dropoffs')
    .selectAll()
    .where('id', '=', id)
    .where('ready_at', 'is', null)
    .forNoKeyUpdate()
    .executeTakeFirst();
}

/** How many files wait for their scan, and how many are in quarantine. */
export async function countHeldFiles(
  tx: FirmTransaction,
  containerId: string,
): Promise<{ waiting: number; quarantined: number }> {
  const { rows } = await sql<{ waiting: number; quarantined: number }>`
    select count(*) filter (where scan = 'waiting')::int as waiting,
           count(*) filter (where scan = 'infected' and released_at is null and removed_at is null)::int as quarantined
      from files where container_id = ${containerId} and scan in ('waiting', 'infected')`.execute(tx);
  return rows[0] ?? { waiting: 0, quarantined: 0 };
}

export async function setReady(tx: FirmTransaction, id: string, at: Date): Promise<void> {
  await tx.updateTable('dropoffs').set({ ready_at: at }).where('id', '=', id).execute();
}

const lockTargets = prepareQuery((tx, { id }: { id: string }) =>
  tx
    .selectFrom('dropoffs as d')
    .innerJoin('containers as c', 'c.id', 'd.container_id')
    .innerJoin('firms as f', 'f.id', 'd.firm_id')
    .leftJoin('profiles as p', 'p.id', 'd.profile_id')
    .select([
      'd.state',
      'd.expires_at',
      'd.erases_at',
      'd.progress_at',
      'd.begun_at',
      'c.id as container_id',
      'c.key_algorithm',
      'c.public_key',
      'f.max_file_bytes',
      'f.max_dropoff_bytes',
      'f.max_dropoff_files',
      'p.max_file_bytes as profile_file_bytes',
      'p.max_files as profile_files',
    ])
    .where('d.id', '=', id)
    .forNoKeyUpdate(['d']),
);

/** Where files go; takes the row against submitting, closing and expiring, which take it too. */
export async function lockTarget(tx: FirmTransaction, id: string) {
  const [row] = await lockTargets(tx, { id });
  return row;
}

/** Notes that files arrive. */
export async function touchProgress(tx: FirmTransaction, id: string, now: Date, expiresAt: Date): Promise<void> {
  await tx
    .updateTable('dropoffs')
    .set({ progress_at: now, expires_at: expiresAt, begun_at: sql`coalesce(begun_at, ${now}::timestamptz)` })
    .where('id', '=', id)
    .execute();
}

export async function updateChosen(
  tx: FirmTransaction,
  id: string,
  change: { note?: string; answers?: object; expectedFiles?: number; expectedBytes?: number },
): Promise<void> {
  const columns = {
    ...(change.note !== undefined && { note: change.note }),
    ...(change.answers !== undefined && { answers: JSON.stringify(change.answers) }),
    ...(change.expectedFiles !== undefined && { expected_files: change.expectedFiles }),
    ...(change.expectedBytes !== undefined && { expected_bytes: change.expectedBytes }),
  };
  if (Object.keys(columns).length === 0) return;
  await tx.updateTable('dropoffs').set(columns).where('id', '=', id).execute();
}

export async function setSubmitted(
  tx: FirmTransaction,
  id: string,
  submitted: { at: Date; erasesAt: Date; fileCount: number; totalBytes: number; receipt: object },
): Promise<void> {
  await tx
    .updateTable('dropoffs')
    .set({
      state: 'submitted',
      submitted_at: submitted.at,
      erases_at: submitted.erasesAt,
      file_count: submitted.fileCount,
      total_bytes: submitted.totalBytes,
      receipt: JSON.stringify(submitted.receipt),
    })
    .where('id', '=', id)
    .execute();
}

export async function setEnded(
  tx: FirmTransaction,
  id: string,
  ended: {
    state: 'closed' | 'expired';
    at: Date;
    accountId: string | null;
    fileCount: number;
    totalBytes: number;
  },
): Promise<void> {
  await tx
    .updateTable('dropoffs')
    .set({
      state: ended.state,
      closed_at: ended.at,
      closed_by: ended.accountId,
      file_count: ended.fileCount,
      total_bytes: ended.totalBytes,
    })
    .where('id', '=', id)
    .execute();
}

/** What a drop-off's files are, counted; unfinished ones are not files. */
export async function countFiles(
  tx: FirmTransaction,
  containerId: string,
): Promise<{ fileCount: number; totalBytes: number }> {
  return await tx
    .selectFrom('files')
    .select((eb) => [
      eb.fn.countAll<number>().as('fileCount'),
      sql<number>`coalesce(sum(size), 0)::bigint`.as('totalBytes'),
    ])
    .where('container_id', '=', containerId)
    .executeTakeFirstOrThrow();
}

/** Keeps the proof of a receipt; the first one stays, so that all copies of a receipt are the same. */
export async function setReceiptLog(tx: FirmTransaction, id: string, proof: object): Promise<void> {
  await tx
    .updateTable('dropoffs')
    .set({ receipt_log: JSON.stringify(proof) })
    .where('id', '=', id)
    .where('state', '=', 'submitted')
    .where('receipt_log', 'is', null)
    .execute();
}

/** Blanks what a drop-off knows of its sender and contents. What stays: number, times, counts. */
export async function blankDropoff(tx: FirmTransaction, containerId: string): Promise<string> {
  const own = tx.selectFrom('dropoffs').select('id').where('container_id', '=', containerId);
  // Answers of refused submissions name files.
  await tx.deleteFrom('submit_requests').where('dropoff_id', 'in', own).execute();
  const row = await tx
    .updateTable('dropoffs')
    .set({ note: '', case_reference: '', answers: '{}', customer_hint: '', receipt: null, receipt_log: null })
    .where('container_id', '=', containerId)
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

/** Submitted ones whose time is over, and open ones whose token or time is; without those on hold. */
export async function findDueDropoffs(tx: FirmTransaction, now: Date): Promise<string[]> {
  const due = await tx
    .selectFrom('dropoffs')
    .select(['id', 'container_id'])
    .where('state', 'in', ['open', 'submitted'])
    .where('erases_at', '<=', now)
    .union(
      tx
        .selectFrom('dropoffs')
        .select(['id', 'container_id'])
        .where('state', '=', 'open')
        .where('expires_at', '<=', now),
    )
    .execute();
  if (due.length === 0) return [];
  const held = await findHeldContainers(
    tx,
    due.map((row) => row.container_id),
    now,
  );
  return due.filter((row) => !held.has(row.container_id)).map((row) => row.id);
}

async function findHeldContainers(tx: FirmTransaction, containerIds: string[], now: Date): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    select c.id from unnest(${containerIds}::uuid[]) as c(id)
    where exists (select from holds_on(c.id, ${now}::timestamptz))`.execute(tx);
  return new Set(rows.map((row) => row.id));
}

/** Whatever of open and submitted drop-offs ends by `until`, the first one first. */
export async function foreseeDropoffs(tx: FirmTransaction, until: Date, limit: number) {
  const ends = sql<Date>`case when d.state = 'open' then least(d.erases_at, d.expires_at) else d.erases_at end`;
  return await tx
    .selectFrom('dropoffs as d')
    .leftJoin('container_usage as u', 'u.container_id', 'd.container_id')
    .leftJoin('profiles as p', 'p.id', 'd.profile_id')
    .select([
      'p.slug as profile',
      'd.id',
      'd.container_id',
      'd.customer_number',
      'd.state',
      'd.created_at',
      'd.submitted_at',
    ])
    .select([
      ends.as('ends_at'),
      sql<number>`coalesce(u.files, 0)`.as('files'),
      sql<number>`coalesce(u.bytes, 0)`.as('bytes'),
    ])
    .where('d.state', 'in', ['open', 'submitted'])
    .where(ends, '<=', until)
    .orderBy('ends_at')
    .orderBy('d.id')
    .limit(limit)
    .execute();
}

export async function findContainerOf(tx: FirmTransaction, dropoffId: string) {
  return await tx
    .selectFrom('dropoffs as d')
    .innerJoin('containers as c', 'c.id', 'd.container_id')
    .select(['c.id', 'c.erase_requested_at'])
    .where('d.id', '=', dropoffId)
    .executeTakeFirst();
}

export async function readDropoffOfContainer(tx: FirmTransaction, containerId: string): Promise<DropoffRow> {
  return await tx.selectFrom('dropoffs').selectAll().where('container_id', '=', containerId).executeTakeFirstOrThrow();
}

/** Slug of the profile a drop-off was begun with. */
export async function findProfileOf(tx: FirmTransaction, dropoffId: string): Promise<string | null> {
  const row = await tx
    .selectFrom('dropoffs as d')
    .innerJoin('profiles as p', 'p.id', 'd.profile_id')
    .select('p.slug')
    .where('d.id', '=', dropoffId)
    .executeTakeFirst();
  return row?.slug ?? null;
}

export async function findStalled(tx: FirmTransaction, horizon: Date): Promise<string[]> {
  const rows = await tx
    .selectFrom('dropoffs')
    .select('id')
    .where('state', '=', 'open')
    .where('begun_at', 'is not', null)
    .where('followed_up_at', 'is', null)
    .where('progress_at', '<=', horizon)
    .execute();
  return rows.map((row) => row.id);
}

export async function setFollowedUp(tx: FirmTransaction, id: string, at: Date): Promise<void> {
  await tx.updateTable('dropoffs').set({ followed_up_at: at }).where('id', '=', id).execute();
}

/** @returns false when it had been seen before */
export async function setSeen(tx: FirmTransaction, id: string, at: Date): Promise<boolean> {
  const result = await tx
    .updateTable('dropoffs')
    .set({ seen_at: at })
    .where('id', '=', id)
    .where('seen_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}
