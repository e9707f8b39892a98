import type { FirmTransaction } from '../db/database.ts';

/** Containers that nobody gave up, as far as these rows know. */
export async function findKeptContainers(tx: FirmTransaction): Promise<string[]> {
  const rows = await tx.selectFrom('containers').select('id').where('erase_requested_at', 'is', null).execute();
  return rows.map(({ id }) => id);
}

/** Ends every session of the firm: one that was ended after the backup must not come back to life. */
export async function endAllSessions(tx: FirmTransaction, now: Date): Promise<void> {
  await tx.updateTable('sessions').set({ ended_at: now }).where('ended_at', 'is', null).execute();
}
