import type { FirmTransaction } from '../db/database.ts';

/** Keeps a secret that is not confirmed yet; false when a confirmed one is in force. */
export async function storePendingTotp(tx: FirmTransaction, accountId: string, sealed: Uint8Array): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('accounts')
    .set({ totp_secret_sealed: Buffer.from(sealed), totp_last_step: -1 })
    .where('id', '=', accountId)
    .where('totp_confirmed_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Puts the pending secret in force; false when it is no longer the one the code was compared with. */
export async function confirmPendingTotp(
  tx: FirmTransaction,
  accountId: string,
  pending: { sealed: Uint8Array; step: number; now: Date },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('accounts')
    .set({ totp_confirmed_at: pending.now, totp_last_step: pending.step })
    .where('id', '=', accountId)
    .where('totp_secret_sealed', '=', Buffer.from(pending.sealed))
    .where('totp_confirmed_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Uses a time step up, atomically: of two requests with the same code one gets true. */
export async function spendTotpStep(tx: FirmTransaction, accountId: string, step: number): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('accounts')
    .set({ totp_last_step: step })
    .where('id', '=', accountId)
    .where('totp_confirmed_at', 'is not', null)
    .where('totp_last_step', '<', step)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

export async function clearTotp(tx: FirmTransaction, accountId: string): Promise<void> {
  await tx
    .updateTable('accounts')
    .set({ totp_secret_sealed: null, totp_confirmed_at: null, totp_last_step: -1 })
    .where('id', '=', accountId)
    .execute();
}

export async function deleteRecoveryCodes(tx: FirmTransaction, accountId: string): Promise<void> {
  await tx.deleteFrom('recovery_codes').where('account_id', '=', accountId).execute();
}

/** Replaces all recovery codes of the account. */
export async function replaceRecoveryCodes(
  tx: FirmTransaction,
  account: { firmId: string; accountId: string },
  hashes: Uint8Array[],
): Promise<void> {
  await deleteRecoveryCodes(tx, account.accountId);
  await tx
    .insertInto('recovery_codes')
    .values(
      hashes.map((hash) => ({
        account_id: account.accountId,
        firm_id: account.firmId,
        code_hash: Buffer.from(hash),
      })),
    )
    .execute();
}

/** Uses a recovery code up, atomically. */
export async function spendRecoveryCode(
  tx: FirmTransaction,
  accountId: string,
  code: { hash: Uint8Array; now: Date },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('recovery_codes')
    .set({ used_at: code.now })
    .where('account_id', '=', accountId)
    .where('code_hash', '=', Buffer.from(code.hash))
    .where('used_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

export async function countRecoveryCodesLeft(tx: FirmTransaction, accountId: string): Promise<number> {
  const row = await tx
    .selectFrom('recovery_codes')
    .select((eb) => eb.fn.countAll().as('left'))
    .where('account_id', '=', accountId)
    .where('used_at', 'is', null)
    .executeTakeFirstOrThrow();
  return Number(row.left);
}
