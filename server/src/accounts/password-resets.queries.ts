import { sql } from 'kysely';

import type { FirmTransaction } from '../db/database.ts';

export type PasswordReset = { id: string; accountId: string };

export async function findPasswordResetIdByHash(
  tx: FirmTransaction,
  hash: Uint8Array,
): Promise<{ firmId: string; resetId: string } | undefined> {
  const { rows } = await sql<{ firm_id: string; reset_id: string }>`
    select firm_id, reset_id from find_password_reset(${Buffer.from(hash)})`.execute(tx);
  const [row] = rows;
  return row && { firmId: row.firm_id, resetId: row.reset_id };
}

export async function insertPasswordReset(
  tx: FirmTransaction,
  reset: PasswordReset & { firmId: string; tokenHash: Uint8Array; createdAt: Date; expiresAt: Date },
): Promise<void> {
  await tx
    .insertInto('password_resets')
    .values({
      id: reset.id,
      firm_id: reset.firmId,
      account_id: reset.accountId,
      token_hash: Buffer.from(reset.tokenHash),
      created_at: reset.createdAt,
      expires_at: reset.expiresAt,
    })
    .execute();
}

export async function findOpenPasswordReset(
  tx: FirmTransaction,
  resetId: string,
  now: Date,
): Promise<PasswordReset | undefined> {
  const row = await tx
    .selectFrom('password_resets')
    .select(['id', 'account_id'])
    .where('id', '=', resetId)
    .where('expires_at', '>', now)
    .executeTakeFirst();
  return row && { id: row.id, accountId: row.account_id };
}

/** All of an account, used or not; how many there were. */
export async function deletePasswordResets(tx: FirmTransaction, accountId: string): Promise<bigint> {
  const { numDeletedRows } = await tx
    .deleteFrom('password_resets')
    .where('account_id', '=', accountId)
    .executeTakeFirst();
  return numDeletedRows;
}

export async function deletePasswordResetsBefore(tx: FirmTransaction, before: Date): Promise<void> {
  await tx.deleteFrom('password_resets').where('expires_at', '<', before).execute();
}
