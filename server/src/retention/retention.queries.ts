import { sql } from 'kysely';

import type { FirmTransaction } from '../db/database.ts';
import type { ErasureReason } from '../evidence/dropoff-events.ts';

export type ContainerState = {
  id: string;
  kind: 'dropoff' | 'message';
  key_algorithm: number;
  public_key: Buffer;
  erase_requested_at: Date | null;
  erase_reason: ErasureReason | null;
  erase_ordered_by: string | null;
  erased_at: Date | null;
};

/** Takes the container's row until the end of the transaction. */
export async function lockContainer(tx: FirmTransaction, containerId: string): Promise<ContainerState | undefined> {
  return await tx
    .selectFrom('containers')
    .select([
      'id',
      'kind',
      'key_algorithm',
      'public_key',
      'erase_requested_at',
      'erase_reason',
      'erase_ordered_by',
      'erased_at',
    ])
    .where('id', '=', containerId)
    .forUpdate()
    .executeTakeFirst();
}

export async function setTombstone(
  tx: FirmTransaction,
  containerId: string,
  order: { at: Date; reason: ErasureReason; orderedBy: string | null },
): Promise<void> {
  await tx
    .updateTable('containers')
    .set({ erase_requested_at: order.at, erase_reason: order.reason, erase_ordered_by: order.orderedBy })
    .where('id', '=', containerId)
    .execute();
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

/** What a container holds, for its certificate: files in the order of their arrival, and what never became one. */
export async function listWhatGoes(
  tx: FirmTransaction,
  containerId: string,
): Promise<{ files: { size: number; sha256: Buffer | null }[]; unfinished: { files: number; bytes: number } }> {
  const files = await tx
    .selectFrom('files')
    .select(['size', 'sha256'])
    .where('container_id', '=', containerId)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  const unfinished = await tx
    .selectFrom('uploads')
    .select((eb) => [eb.fn.countAll<number>().as('files'), sql<number>`coalesce(sum(received), 0)::bigint`.as('bytes')])
    .where('container_id', '=', containerId)
    .where('state', '<>', 'complete')
    .where('received', '>', 0)
    .executeTakeFirstOrThrow();
  return {
    files: files.map(({ size, sha256 }) => ({ size: Number(size), sha256 })),
    unfinished: { files: Number(unfinished.files), bytes: Number(unfinished.bytes) },
  };
}
