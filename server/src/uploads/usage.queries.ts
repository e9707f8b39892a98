import { sql } from 'kysely';

import type { FirmTransaction } from '../db/database.ts';
import { prepareQuery } from '../db/prepare-query.ts';

export type Usage = { files: number; bytes: number };

type Room = { usage: Usage; takenKeys: Set<string> };

const findRooms = prepareQuery(
  (_, { containerId, keys }: { containerId: string; keys: string }) =>
    // Key by key, each by the unique index of paths: left to itself, the planner reads the whole container.
    // A list travels as JSON: for an array the planner makes a new plan each time, after its length.
    sql<Usage & { taken: string[] }>`
    select coalesce(u.files, 0) as files, coalesce(u.bytes, 0) as bytes,
           array(select w.key from json_array_elements_text(${keys}) as w (key)
                  cross join lateral (select from uploads p where p.container_id = ${containerId}
                                         and p.path_key = w.key and p.state in ('open', 'complete') limit 1) as found
                ) as taken
      from (select) as one left join container_usage u on u.container_id = ${containerId}
  `,
);

/**
 * What counts against the limits of a container, unfinished files in full and whole ones; and which of these path keys
 * are taken. To be asked under the lock of the container's owner.
 */
export async function findRoom(tx: FirmTransaction, containerId: string, pathKeys: string[]): Promise<Room> {
  const [row] = await findRooms(tx, { containerId, keys: JSON.stringify(pathKeys) });
  const { files, bytes, taken } = row ?? { files: 0, bytes: 0, taken: [] };
  return { usage: { files, bytes }, takenKeys: new Set(taken) };
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
