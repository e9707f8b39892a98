import { sql } from 'kysely';

import type { FirmTransaction } from '../db/database.ts';

/** The channel on which answers are announced, by the request's id. */
export const answersChannel = 'schleuse_answers';

/** Asks for a drop-off's handing over, in an intake process. @returns the id to wait for: the open request's if there is one */
export async function requestSubmit(tx: FirmTransaction, expectedFiles: number | undefined): Promise<string> {
  const { rows } = await sql<{ id: string }>`select request_submit(${expectedFiles ?? null}::int) as id`.execute(tx);
  if (!rows[0]) throw new Error('no request');
  return rows[0].id;
}

export async function findSubmitRequest(tx: FirmTransaction, id: string) {
  return await tx
    .selectFrom('submit_requests')
    .select(['dropoff_id', 'expected_files', 'answered_at', 'answer'])
    .where('id', '=', id)
    .executeTakeFirst();
}

/** Notes the answer (undefined: it is submitted), tells who waits, and forgets what nobody waits for any more. */
export async function answerSubmitRequest(tx: FirmTransaction, id: string, answer: object | undefined): Promise<void> {
  await tx
    .updateTable('submit_requests')
    .set({ answered_at: sql`now()`, answer: answer === undefined ? null : JSON.stringify(answer) })
    .where('id', '=', id)
    .execute();
  await tx
    .deleteFrom('submit_requests')
    .where('asked_at', '<', sql<Date>`now() - interval '1 hour'`)
    .execute();
  await sql`select pg_notify(${answersChannel}, ${id})`.execute(tx);
}
