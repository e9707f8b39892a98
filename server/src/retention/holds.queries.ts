import { sql } from 'kysely';

import type { FirmTransaction } from '../db/database.ts';

export type HoldScope = 'container' | 'customer' | 'firm';
export type HoldRow = {
  id: string;
  scope: HoldScope;
  container_id: string | null;
  customer_id: string | null;
  dropoff_id: string | null;
  customer_number: string | null;
  reason: string;
  placed_by_name: string;
  placed_at: Date;
  until: Date | null;
  lifted_at: Date | null;
};

/**
 * Placing a hold and giving something up take turns, so that neither overlooks the other: whoever places waits for all
 * who give up, and they for him. Held until the end of the transaction.
 */
export async function takeTurn(tx: FirmTransaction, firmId: string, who: 'places' | 'gives up'): Promise<void> {
  const lock = sql.raw(who === 'places' ? 'pg_advisory_xact_lock' : 'pg_advisory_xact_lock_shared');
  await sql`select ${lock}(hashtextextended(${`schleuse.holds:${firmId}`}, 0))`.execute(tx);
}

/** The hold that keeps a container longest at `now`; of one without an end, that one. */
export async function findHoldOn(
  tx: FirmTransaction,
  containerId: string,
  now: Date,
): Promise<{ id: string; scope: HoldScope; until: Date | null } | undefined> {
  const { rows } = await sql<{ id: string; scope: HoldScope; until: Date | null }>`
    select id, scope, until from holds_on(${containerId}::uuid, ${now}::timestamptz)
    order by until desc nulls first, placed_at limit 1`.execute(tx);
  return rows[0];
}

export async function insertHold(
  tx: FirmTransaction,
  hold: {
    id: string;
    firmId: string;
    scope: HoldScope;
    containerId: string | null;
    customerId: string | null;
    reason: string;
    placedBy: string;
    placedAt: Date;
    until: Date | null;
  },
): Promise<void> {
  await tx
    .insertInto('holds')
    .values({
      id: hold.id,
      firm_id: hold.firmId,
      scope: hold.scope,
      container_id: hold.containerId,
      customer_id: hold.customerId,
      reason: hold.reason,
      placed_by: hold.placedBy,
      placed_at: hold.placedAt,
      until: hold.until,
    })
    .execute();
}

/** Newest first: those in force at `now`, or with `ended` those that were lifted or ran out, at most 500. */
export async function listHolds(tx: FirmTransaction, now: Date, { ended }: { ended: boolean }): Promise<HoldRow[]> {
  return await selectHolds(tx)
    .where((eb) => {
      const over = eb.or([eb('h.lifted_at', 'is not', null), eb('h.until', '<=', now)]);
      return ended
        ? over
        : eb.and([eb('h.lifted_at', 'is', null), eb.or([eb('h.until', 'is', null), eb('h.until', '>', now)])]);
    })
    .orderBy('h.placed_at', 'desc')
    .limit(500)
    .execute();
}

export async function findHold(tx: FirmTransaction, id: string): Promise<HoldRow | undefined> {
  return await selectHolds(tx).where('h.id', '=', id).executeTakeFirst();
}

export async function setLifted(tx: FirmTransaction, id: string, by: string, at: Date): Promise<boolean> {
  const result = await tx
    .updateTable('holds')
    .set({ lifted_by: by, lifted_at: at })
    .where('id', '=', id)
    .where('lifted_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

export async function customerExists(tx: FirmTransaction, id: string): Promise<boolean> {
  return (await tx.selectFrom('customers').select('id').where('id', '=', id).executeTakeFirst()) !== undefined;
}

function selectHolds(tx: FirmTransaction) {
  return tx
    .selectFrom('holds as h')
    .innerJoin('accounts as a', 'a.id', 'h.placed_by')
    .leftJoin('dropoffs as d', 'd.container_id', 'h.container_id')
    .leftJoin('customers as c', 'c.id', 'h.customer_id')
    .select([
      'h.id',
      'h.scope',
      'h.container_id',
      'h.customer_id',
      'd.id as dropoff_id',
      (eb) => eb.fn.coalesce('c.number', 'd.customer_number').as('customer_number'),
      'h.reason',
      'a.name as placed_by_name',
      'h.placed_at',
      'h.until',
      'h.lifted_at',
    ]);
}
