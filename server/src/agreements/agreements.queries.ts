import { sql } from 'kysely';

import type { FirmTransaction } from '../db/database.ts';

export type AgreementState = 'in-force' | 'requested' | 'none';

/** `requested`: asked for, and none is in force. */
export type Agreement = {
  customerId: string;
  inForce: boolean;
  /** Day, `2026-11-21`. */
  concludedOn: string | null;
  reference: string;
  requestedAt: Date | null;
};

/** Of all customers about whom something is known. */
export async function listAgreements(tx: FirmTransaction): Promise<Agreement[]> {
  return (await select(tx).execute()).map(view);
}

export async function findAgreement(tx: FirmTransaction, customerId: string): Promise<Agreement | undefined> {
  const row = await select(tx).where('customer_id', '=', customerId).executeTakeFirst();
  return row && view(row);
}

export async function saveAgreement(
  tx: FirmTransaction,
  agreement: Omit<Agreement, 'requestedAt'> & { firmId: string; by: string; at: Date },
): Promise<void> {
  const columns = {
    in_force: agreement.inForce,
    concluded_on: agreement.concludedOn,
    reference: agreement.reference,
    changed_by: agreement.by,
    changed_at: agreement.at,
    // Answered, one way or the other.
    requested_at: null,
  };
  await tx
    .insertInto('processing_agreements')
    .values({ customer_id: agreement.customerId, firm_id: agreement.firmId, ...columns })
    .onConflict((conflict) => conflict.column('customer_id').doUpdateSet(columns))
    .execute();
}

/** @returns false when one is in force or was asked for already */
export async function setRequested(
  tx: FirmTransaction,
  request: { customerId: string; firmId: string; at: Date },
): Promise<boolean> {
  const result = await tx
    .insertInto('processing_agreements')
    .values({ customer_id: request.customerId, firm_id: request.firmId, requested_at: request.at })
    .onConflict((conflict) =>
      conflict
        .column('customer_id')
        .doUpdateSet({ requested_at: request.at })
        .where('processing_agreements.in_force', '=', false)
        .where('processing_agreements.requested_at', 'is', null),
    )
    .executeTakeFirst();
  return Number(result.numInsertedOrUpdatedRows ?? 0) > 0;
}

/** Whose drop-off it is, while it is not ended. */
export async function findCustomerOf(tx: FirmTransaction, dropoffId: string): Promise<string | undefined> {
  const row = await tx
    .selectFrom('dropoffs')
    .select('customer_id')
    .where('id', '=', dropoffId)
    .where('state', 'in', ['open', 'submitted'])
    .executeTakeFirst();
  return row?.customer_id;
}

function select(tx: FirmTransaction) {
  return tx
    .selectFrom('processing_agreements')
    .select([
      'customer_id',
      'in_force',
      sql<string | null>`concluded_on::text`.as('concluded_on'),
      'reference',
      'requested_at',
    ]);
}

function view(row: Awaited<ReturnType<ReturnType<typeof select>['executeTakeFirstOrThrow']>>): Agreement {
  return {
    customerId: row.customer_id,
    inForce: row.in_force,
    concludedOn: row.concluded_on,
    reference: row.reference,
    requestedAt: row.requested_at,
  };
}
