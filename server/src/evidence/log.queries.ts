import type { LoggedEvent } from '@schleuse/proofs/event-entry';
import type { Tile, TileData } from '@schleuse/proofs/tiles';
import { hashSize } from '@schleuse/proofs/merkle-tree';
import { type Selectable, sql } from 'kysely';

import type { FirmTransaction } from '../db/database.ts';
import type { LogsTable } from '../db/schema.generated.ts';

export type LogRow = Selectable<LogsTable>;
export type SaltedEvent = { salt: Buffer; event: LoggedEvent };

/** The level under which log_tiles keeps what the leaves are hashes of. */
export const entryLevel = -1;

/**
 * Takes the firm's log until the end of the transaction; false when another server has it. In this transaction the
 * planner goes by indexes only: while its statistics are missing or old, it would read all of a firm's events and leaves
 * for the handful that is new (findUnsequenced).
 */
export async function tryLockLog(tx: FirmTransaction, firmId: string): Promise<boolean> {
  const { rows } = await sql<{ taken: boolean }>`
    select pg_try_advisory_xact_lock(hashtextextended(${`schleuse-log:${firmId}`}, 0)) as taken,
           set_config('enable_seqscan', 'off', true), set_config('enable_bitmapscan', 'off', true),
           set_config('enable_sort', 'off', true)`.execute(tx);
  return rows[0]?.taken ?? false;
}

export async function findLog(tx: FirmTransaction): Promise<LogRow | undefined> {
  return await tx.selectFrom('logs').selectAll().executeTakeFirst();
}

export async function insertLog(
  tx: FirmTransaction,
  log: { firmId: string; origin: string; publicKey: Uint8Array; root: Uint8Array },
): Promise<LogRow> {
  const { firmId, publicKey, ...values } = log;
  return await tx
    .insertInto('logs')
    .values({ ...values, firm_id: firmId, public_key: publicKey })
    .returningAll()
    .executeTakeFirstOrThrow();
}

export async function setCheckpoint(
  tx: FirmTransaction,
  head: { size: number; root: Uint8Array; checkpoint: string },
): Promise<void> {
  await tx
    .updateTable('logs')
    .set({ ...head, checkpoint_at: sql<Date>`clock_timestamp()` })
    .execute();
}

/** Keeps the checkpoint a witness signed; never an older one than is there. */
export async function setCosigned(tx: FirmTransaction, cosigned: { size: number; checkpoint: string }): Promise<void> {
  await tx
    .updateTable('logs')
    .set({ cosigned_size: cosigned.size, cosigned_checkpoint: cosigned.checkpoint })
    .where('cosigned_size', '<=', cosigned.size)
    .execute();
}

/**
 * What must be asked before looking for events: everything that was written by transactions below the horizon is
 * visible to whatever looks afterwards, or will never be.
 */
export async function findPendingFirms(
  tx: FirmTransaction,
  since: string,
): Promise<{ horizon: string; firmIds: string[] }> {
  const { rows: horizons } = await sql<{ horizon: string }>`
    select pg_snapshot_xmin(pg_current_snapshot())::text as horizon`.execute(tx);
  const { rows } = await sql<{ firm_id: string }>`
    select list_firms_to_sequence(${since}::xid8) as firm_id`.execute(tx);
  return { horizon: horizons[0]?.horizon ?? since, firmIds: rows.map((row) => row.firm_id) };
}

/** The oldest committed events that are no leaves yet, in the order of their numbers. */
export async function findUnsequenced(
  tx: FirmTransaction,
  { firmId, since, limit }: { firmId: string; since: string; limit: number },
): Promise<SaltedEvent[]> {
  const rows = await selectEvents(tx)
    .where('e.firm_id', '=', firmId)
    .where(sql<boolean>`e.written_by >= ${since}::xid8`)
    // As a value and not as "not exists", which the planner may turn into a join of all leaves.
    .where(sql<boolean>`(select 1 from event_leaves l where l.event_id = e.id limit 1) is null`)
    // By the index of transactions, which ends soon; by numbers it would begin with the firm's first event each time.
    .orderBy('e.written_by')
    .orderBy('e.id')
    .limit(limit)
    .execute();
  return rows.map(saltedEvent).toSorted((a, b) => a.event.id - b.event.id);
}

/** The leaf of the newest event of this kind about this subject, with the event; undefined while it has none. */
export async function findLeaf(
  tx: FirmTransaction,
  { kind, subjectId }: { kind: string; subjectId: string },
): Promise<(SaltedEvent & { sequence: number }) | undefined> {
  const row = await selectLeaves(tx, { kind, subjectId }).orderBy('e.id', 'desc').limit(1).executeTakeFirst();
  return row && { ...saltedEvent(row), sequence: row.sequence };
}

function selectLeaves(tx: FirmTransaction, { kind, subjectId }: { kind: string; subjectId: string }) {
  return selectEvents(tx)
    .innerJoin('event_leaves as l', 'l.event_id', 'e.id')
    .select('l.sequence')
    .where('e.subject_id', '=', subjectId)
    .where('e.kind', '=', kind)
    .where('e.salt', 'is not', null);
}

function selectEvents(tx: FirmTransaction) {
  return tx
    .selectFrom('events as e')
    .select([
      'e.id',
      'e.firm_id',
      sql<string>`to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`.as('written_at'),
      'e.kind',
      'e.actor_kind',
      'e.actor_id',
      'e.subject_kind',
      'e.subject_id',
      'e.details',
      'e.salt',
    ]);
}

type EventRow = Awaited<ReturnType<ReturnType<typeof selectEvents>['execute']>>[number];

function saltedEvent(row: EventRow): SaltedEvent {
  // An event is forgotten only after it was sequenced (migration 0014).
  if (!row.salt) throw new Error(`event ${row.id} has no salt`);
  const event: LoggedEvent = {
    id: row.id,
    firm: row.firm_id,
    at: row.written_at,
    kind: row.kind,
    actor: { kind: row.actor_kind, id: row.actor_id },
    subject: { kind: row.subject_kind, id: row.subject_id },
    details: row.details as Record<string, unknown>,
  };
  return { salt: row.salt, event };
}

export async function insertLeaves(
  tx: FirmTransaction,
  firmId: string,
  firstSequence: number,
  eventIds: number[],
): Promise<void> {
  await sql`insert into event_leaves (event_id, firm_id, sequence)
    select id, ${firmId}::uuid, ${firstSequence}::bigint + place - 1
      from unnest(${eventIds}::bigint[]) with ordinality as given (id, place)`.execute(tx);
}

export async function insertLeaf(
  tx: FirmTransaction,
  firmId: string,
  { eventId, sequence }: { eventId: number; sequence: number },
): Promise<void> {
  await tx.insertInto('event_leaves').values({ event_id: eventId, firm_id: firmId, sequence }).execute();
}

/** All events of this kind about this subject that are leaves and not forgotten, the oldest first. */
export async function listLeaves(
  tx: FirmTransaction,
  { kind, subjectId }: { kind: string; subjectId: string },
): Promise<(SaltedEvent & { sequence: number })[]> {
  const rows = await selectLeaves(tx, { kind, subjectId }).orderBy('e.id').execute();
  return rows.map((row) => ({ ...saltedEvent(row), sequence: row.sequence }));
}

/** The hashes of a tile as far as they exist. */
export async function findTile(
  tx: FirmTransaction,
  { level, index }: Pick<Tile, 'level' | 'index'>,
): Promise<Buffer | undefined> {
  const row = await tx
    .selectFrom('log_tiles')
    .select('hashes')
    .where('level', '=', level)
    .where('position', '=', index)
    .executeTakeFirst();
  return row?.hashes;
}

/** Stores tiles that are new or wider than before. */
export async function saveTiles(tx: FirmTransaction, firmId: string, tiles: TileData[]): Promise<void> {
  if (tiles.length === 0) return;
  await tx
    .insertInto('log_tiles')
    .values(
      tiles.map(({ level, index, width, hashes }) => ({
        firm_id: firmId,
        level,
        position: index,
        hashes: hashes.subarray(0, width * hashSize),
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['firm_id', 'level', 'position']).doUpdateSet((eb) => ({ hashes: eb.ref('excluded.hashes') })),
    )
    .execute();
}
