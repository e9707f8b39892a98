import type { Client } from 'pg';

export type MirroredLogRow = {
  firm_id: string;
  origin: string;
  public_key: Buffer;
  size: string;
  root: Buffer;
  checkpoint: string;
  cosigned_size: string;
  cosigned_checkpoint: string;
};

/** The logs of all firms, asked as the owner of the tables; none in a database from before there were logs. */
export async function findLogs(client: Client): Promise<MirroredLogRow[]> {
  const { rows: found } = await client.query<{ there: boolean }>(
    `select to_regclass('public.logs') is not null as there`,
  );
  if (!found[0]?.there) return [];
  const { rows } = await client.query<MirroredLogRow>(`
    select firm_id, origin, public_key, size, root, checkpoint, cosigned_size, cosigned_checkpoint
      from logs where checkpoint <> '' order by firm_id`);
  return rows;
}

/** Bundles of entry hashes (256 of 32 bytes each, the last fewer) from this one on, in order. */
export async function* readEntryHashes(client: Client, firmId: string, from: number): AsyncGenerator<Buffer> {
  const atOnce = 256;
  for (let position = from; ; position += atOnce) {
    const { rows } = await client.query<{ hashes: Buffer }>(
      `select hashes from log_tiles where firm_id = $1 and level = -1 and position >= $2 and position < $3
        order by position`,
      [firmId, position, position + atOnce],
    );
    for (const { hashes } of rows) yield hashes;
    if (rows.length < atOnce) return;
  }
}

/** What is read within is of one moment. */
export async function atOneMoment<T>(client: Client, run: () => Promise<T>): Promise<T> {
  await client.query('begin isolation level repeatable read read only');
  try {
    return await run();
  } finally {
    await client.query('rollback').catch(() => undefined);
  }
}
