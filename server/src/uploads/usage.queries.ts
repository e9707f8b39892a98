import { sql } from 'kysely';

import type { FirmTransaction } from '../db/database.ts';

export type Usage = { files: number; bytes: number };

/** What counts against the limits of a container: unfinished files in full, and whole ones. */
export async function findUsage(tx: FirmTransaction, containerId: string): Promise<Usage> {
  const row = await tx
    .selectFrom('container_usage')
    .select(['files', 'bytes'])
    .where('container_id', '=', containerId)
    .executeTakeFirst();
  return row ?? { files: 0, bytes: 0 };
}

/** To be called in the transaction that adds the uploads. */
export async function addUsage(
  tx: FirmTransaction,
  container: { firmId: string; id: string },
  { files, bytes }: Usage,
): Promise<void> {
  await sql`
    insert into container_usage as u (container_id, firm_id, files, bytes)
    values (${container.id}, ${container.firmId}, ${files}, ${bytes})
    on conflict (container_id) do update set files = u.files + excluded.files, bytes = u.bytes + excluded.bytes
  `.execute(tx);
}

/** To be called in the transaction that ends an upload without a file, or takes the file back. */
export async function releaseUsage(tx: FirmTransaction, containerId: string, length: number): Promise<void> {
  await tx
    .updateTable('container_usage')
    .set((eb) => ({ files: eb('files', '-', 1), bytes: eb('bytes', '-', length) }))
    .where('container_id', '=', containerId)
    .execute();
}
