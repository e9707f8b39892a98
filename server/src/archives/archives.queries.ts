import type { FirmTransaction } from '../db/database.ts';

/** How long a whole file is; undefined when there is none, or its container was given up. */
export async function findFileSize(tx: FirmTransaction, fileId: string): Promise<number | undefined> {
  const file = await tx
    .selectFrom('files as f')
    .innerJoin('containers as c', 'c.id', 'f.container_id')
    .select('f.size')
    .where('f.id', '=', fileId)
    .where('c.erase_requested_at', 'is', null)
    .executeTakeFirst();
  return file?.size;
}
