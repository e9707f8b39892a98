import type { FirmTransaction } from '../db/database.ts';

/** @returns false when this challenge was spent before; two at once cannot both get true. */
export async function spendChallenge(tx: FirmTransaction, hash: Uint8Array, expiresAt: Date): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('spent_challenges')
    .values({ challenge_hash: hash, expires_at: expiresAt })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

export async function deleteChallengesBefore(tx: FirmTransaction, before: Date): Promise<void> {
  await tx.deleteFrom('spent_challenges').where('expires_at', '<', before).execute();
}
