import { sql } from 'kysely';
import { jsonArrayFrom } from 'kysely/helpers/postgres';

import type { FirmTransaction } from '../db/database.ts';

export type RequestRow = Awaited<ReturnType<typeof listRequests>>[number];

/** The newest first, at most 500: those that can still be used, or those that cannot. */
export async function listRequests(tx: FirmTransaction, now: Date, { ended }: { ended: boolean }) {
  return await selectRequests(tx)
    .where((eb) => {
      const over = eb.or([eb('r.revoked_at', 'is not', null), eb('r.until', '<=', now)]);
      return ended ? over : eb.and([eb('r.revoked_at', 'is', null), eb('r.until', '>', now)]);
    })
    .orderBy('r.created_at', 'desc')
    .limit(500)
    .execute();
}

export async function findRequest(tx: FirmTransaction, id: string): Promise<RequestRow | undefined> {
  return await selectRequests(tx).where('r.id', '=', id).executeTakeFirst();
}

export async function insertRequest(
  tx: FirmTransaction,
  request: {
    id: string;
    firmId: string;
    customerId: string | null;
    what: string;
    until: Date;
    maxUses: number;
    secretHash: Buffer;
    createdBy: string;
    createdAt: Date;
  },
): Promise<void> {
  await tx
    .insertInto('dropoff_requests')
    .values({
      id: request.id,
      firm_id: request.firmId,
      customer_id: request.customerId,
      what: request.what,
      until: request.until,
      max_uses: request.maxUses,
      secret_hash: request.secretHash,
      created_by: request.createdBy,
      created_at: request.createdAt,
    })
    .execute();
}

/** @returns false when it was revoked already */
export async function setRevoked(tx: FirmTransaction, id: string, at: Date): Promise<boolean> {
  const result = await tx
    .updateTable('dropoff_requests')
    .set({ revoked_at: at })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** What the link's holder may know; the function looks past the policies, at this one row. */
export async function askForRequest(tx: FirmTransaction, secretHash: Buffer): Promise<AskedRow | undefined> {
  const { rows } = await sql<AskedRow>`
    select id, customer_id as "customerId", customer_number as "customerNumber", what, until, over, asked_by as "askedBy",
      uses_left as "usesLeft", full_up as "fullUp"
    from request_of_secret(${secretHash})`.execute(tx);
  return rows[0];
}

export type AskedRow = {
  id: string;
  customerId: string | null;
  customerNumber: string | null;
  what: string;
  until: Date;
  /** It was revoked. */
  over: boolean;
  askedBy: string;
  usesLeft: number;
  /** Nobody may begin any more. */
  fullUp: boolean;
};

/**
 * Whether as many drop-offs as asked for were handed over with the request already; until the end of the transaction
 * nobody else hands one over with it.
 */
export async function lockAndCountHandedOver(tx: FirmTransaction, requestId: string): Promise<boolean> {
  const request = await tx
    .selectFrom('dropoff_requests')
    .select('max_uses')
    .where('id', '=', requestId)
    .forUpdate()
    .executeTakeFirst();
  if (!request) return false;
  const { done } = await tx
    .selectFrom('dropoffs')
    .select((eb) => eb.fn.countAll<number>().as('done'))
    .where('request_id', '=', requestId)
    .where('submitted_at', 'is not', null)
    .executeTakeFirstOrThrow();
  return done >= request.max_uses;
}

/** What was asked for may name people; what came of it is in the drop-offs and in the log. */
export async function deleteEndedRequests(tx: FirmTransaction, firmId: string, endedBefore: Date): Promise<void> {
  await tx
    .deleteFrom('dropoff_requests')
    .where('firm_id', '=', firmId)
    .where((eb) => eb.or([eb('revoked_at', '<', endedBefore), eb('until', '<', endedBefore)]))
    .execute();
}

/** A use is a drop-off that was handed over, or may still be. */
const isUse = sql<boolean>`(d.submitted_at is not null or (d.state = 'open' and d.begun_at is not null))`;

function selectRequests(tx: FirmTransaction) {
  return tx
    .selectFrom('dropoff_requests as r')
    .innerJoin('accounts as a', 'a.id', 'r.created_by')
    .leftJoin('customers as c', 'c.id', 'r.customer_id')
    .select((eb) => [
      'r.id',
      'r.customer_id',
      'c.number as customer_number',
      'c.name as customer_name',
      'r.what',
      'r.until',
      'r.max_uses',
      'a.name as created_by_name',
      'r.created_at',
      'r.revoked_at',
      eb
        .selectFrom('dropoffs as d')
        .whereRef('d.request_id', '=', 'r.id')
        .where(isUse)
        .select((d) => d.fn.countAll<number>().as('uses'))
        .as('uses'),
      jsonArrayFrom(
        eb
          .selectFrom('dropoffs as d')
          .whereRef('d.request_id', '=', 'r.id')
          .where('d.submitted_at', 'is not', null)
          .select(['d.id', 'd.customer_number', 'd.submitted_at'])
          .orderBy('d.submitted_at', 'desc')
          .limit(50),
      ).as('dropoffs'),
    ]);
}
