import { sql } from 'kysely';

import type { FirmTransaction } from '../db/database.ts';

/** The channel on which keepers hear, by the firm's id, that a prepared pair was taken or is missing. */
export const keysChannel = 'schleuse_keys';

export type PreparedPair = { id: string; algorithm: number; publicKey: Uint8Array };

export async function insertContainer(
  tx: FirmTransaction,
  container: PreparedPair & { firmId: string; customerId: string; createdAt: Date },
): Promise<void> {
  await tx
    .insertInto('containers')
    .values({
      id: container.id,
      firm_id: container.firmId,
      kind: 'dropoff',
      key_algorithm: container.algorithm,
      public_key: Buffer.from(container.publicKey),
      created_at: container.createdAt,
      customer_id: container.customerId,
    })
    .execute();
}

/** Makes a prepared pair the container of a drop-off that this transaction begins; undefined when none is left. */
export async function takePreparedContainer(
  tx: FirmTransaction,
  { customerId, createdAt }: { customerId: string; createdAt: Date },
): Promise<string | undefined> {
  const { rows } = await sql<{ id: string | null }>`
    select take_prepared_container(${customerId}::uuid, ${createdAt}::timestamptz) as id`.execute(tx);
  return rows[0]?.id ?? undefined;
}

export async function callForKeys(tx: FirmTransaction, firmId: string): Promise<void> {
  await sql`select pg_notify(${keysChannel}, ${firmId})`.execute(tx);
}

export async function countPrepared(tx: FirmTransaction): Promise<number> {
  const row = await tx
    .selectFrom('prepared_containers')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return row.count;
}

export async function listPrepared(tx: FirmTransaction): Promise<string[]> {
  return (await tx.selectFrom('prepared_containers').select('id').execute()).map(({ id }) => id);
}

export async function insertPrepared(tx: FirmTransaction, firmId: string, pairs: PreparedPair[]): Promise<void> {
  const rows = pairs.map(({ id, algorithm, publicKey }) => ({
    id,
    firm_id: firmId,
    key_algorithm: algorithm,
    public_key: Buffer.from(publicKey),
  }));
  if (rows.length > 0) await tx.insertInto('prepared_containers').values(rows).execute();
}

export async function deletePrepared(tx: FirmTransaction, ids: string[]): Promise<void> {
  if (ids.length > 0) await tx.deleteFrom('prepared_containers').where('id', 'in', ids).execute();
}
