import { sql } from 'kysely';

import type { FirmTransaction } from '../db/database.ts';

/** Adds one to the counter of a window and returns it together with the count of the window before. */
export async function addAttempt(
  tx: FirmTransaction,
  counter: { scope: string; keyHash: Uint8Array; windowStart: Date; previousStart: Date },
): Promise<{ current: number; previous: number }> {
  const { rows } = await sql<{ current: number; previous: number }>`
    with added as (
      insert into attempts (scope, key_hash, window_start)
      values (${counter.scope}, ${counter.keyHash}, ${counter.windowStart})
      on conflict (scope, key_hash, window_start) do update set count = attempts.count + 1
      returning count
    )
    select added.count as current,
      coalesce((select count from attempts
        where scope = ${counter.scope} and key_hash = ${counter.keyHash}
          and window_start = ${counter.previousStart}), 0) as previous
    from added`.execute(tx);
  return rows[0] ?? { current: 1, previous: 0 };
}

export async function readAttempts(
  tx: FirmTransaction,
  counter: { scope: string; keyHash: Uint8Array; windowStart: Date; previousStart: Date },
): Promise<{ current: number; previous: number }> {
  const { rows } = await sql<{ current: number; previous: number }>`
    select
      coalesce(sum(count) filter (where window_start = ${counter.windowStart}), 0)::int as current,
      coalesce(sum(count) filter (where window_start = ${counter.previousStart}), 0)::int as previous
    from attempts where scope = ${counter.scope} and key_hash = ${counter.keyHash}`.execute(tx);
  return rows[0] ?? { current: 0, previous: 0 };
}

export async function subtractAttempt(
  tx: FirmTransaction,
  counter: { scope: string; keyHash: Uint8Array; windowStart: Date },
): Promise<void> {
  await sql`update attempts set count = count - 1 where scope = ${counter.scope} and key_hash = ${counter.keyHash}
    and window_start = ${counter.windowStart} and count > 0`.execute(tx);
}

export async function deleteAttemptsOf(tx: FirmTransaction, scope: string, keyHash: Uint8Array): Promise<void> {
  await sql`delete from attempts where scope = ${scope} and key_hash = ${keyHash}`.execute(tx);
}

export async function deleteAttemptsBefore(tx: FirmTransaction, before: Date): Promise<void> {
  await sql`delete from attempts where window_start < ${before}`.execute(tx);
}
