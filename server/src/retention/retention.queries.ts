import type { FirmTransaction } from '../db/database.ts';

export type ContainerState = { id: string; erase_requested_at: Date | null; erased_at: Date | null };

/** Takes the container's row until the end of the transaction. */
export async function lockContainer(tx: FirmTransaction, containerId: string): Promise<ContainerState | undefined> {
  return await tx
    .selectFrom('containers')
    .select(['id', 'erase_requested_at', 'erased_at'])
    .where('id', '=', containerId)
    .forUpdate()
    .executeTakeFirst();
}

export async function setTombstone(tx: FirmTransaction, containerId: string, at: Date): Promise<void> {
  await tx.updateTable('containers').set({ erase_requested_at: at }).where('id', '=', containerId).execute();
}

export async function setErased(tx: FirmTransaction, containerId: string, at: Date): Promise<void> {
  await tx.updateTable('containers').set({ erased_at: at }).where('id', '=', containerId).execute();
}

/** Containers that were given up and are not erased yet, the oldest first. */
export async function findUnfinishedErasures(tx: FirmTransaction): Promise<string[]> {
  const rows = await tx
    .selectFrom('containers')
    .select('id')
    .where('erase_requested_at', 'is not', null)
    .where('erased_at', 'is', null)
    .orderBy('erase_requested_at')
    .execute();
  return rows.map((row) => row.id);
}

/** How many erasures were begun before `horizon` and have not ended. */
export async function countErasuresBefore(tx: FirmTransaction, horizon: Date): Promise<number> {
  const { count } = await tx
    .selectFrom('containers')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('erase_requested_at', '<', horizon)
    .where('erased_at', 'is', null)
    .executeTakeFirstOrThrow();
  return count;
}

/** Rows that name bytes, in the order their references allow. What they held is counted for the protocol. */
export async function deleteRowsOfBytes(
  tx: FirmTransaction,
  containerId: string,
): Promise<{ files: number; segments: number; bytes: number }> {
  const segments = await tx.deleteFrom('segments').where('container_id', '=', containerId).returning('size').execute();
  const files = await tx.deleteFrom('files').where('container_id', '=', containerId).executeTakeFirst();
  await tx.deleteFrom('uploads').where('container_id', '=', containerId).execute();
  await tx.deleteFrom('intake_keys').where('container_id', '=', containerId).execute();
  const bytes = segments.reduce((sum, segment) => sum + Number(segment.size), 0);
  return { files: Number(files.numDeletedRows), segments: segments.length, bytes };
}
