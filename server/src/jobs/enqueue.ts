import { sql } from 'kysely';

import type { FirmTransaction } from '../db/database.ts';

export type JobOptions = {
  /** Not before; default now. */
  runAt?: Date;
  /** At most one waiting job has this key; adding again replaces payload and time of the one that has not begun. */
  key?: string;
  /** With a key: adding again leaves the time of the waiting one as it is, so that it is not put off for ever. */
  keepTime?: boolean;
  /** Default 25: tries again after e^n seconds, n ≤ 10, so for about three days. */
  maxAttempts?: number;
};

/**
 * Adds a job in the transaction of the act that needs it: it runs if and only if that commits. A job can run more than
 * once (a crash after its work, before its end was written down), so every task must bear that.
 * @param payload ids only; no names, no contents: jobs are outside the separation of firms.
 */
export async function enqueue(
  tx: FirmTransaction,
  task: string,
  payload: object,
  { runAt, key, keepTime, maxAttempts }: JobOptions = {},
): Promise<void> {
  await sql`select 1 from graphile_worker.add_job(${task}::text, ${JSON.stringify(payload)}::json,
    run_at => ${runAt ?? null}::timestamptz, job_key => ${key ?? null}::text,
    max_attempts => ${maxAttempts ?? null}::int,
    job_key_mode => ${keepTime ? 'preserve_run_at' : 'replace'}::text)`.execute(tx);
}
