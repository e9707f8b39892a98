import type { FirmTransaction } from '../db/database.ts';

/** Which events: those about one subject, or those before a moment, or both. */
export type EventsToForget = { subjectId?: string; before?: Date };

/**
 * Forgets what events say beyond who, what and when: their details and salts. Their leaves stay, so every proof of the
 * log still holds, but nobody can show any more what these leaves were. Events that are no leaves yet are left alone.
 * @returns how many were forgotten
 */
export async function forgetEventDetails(tx: FirmTransaction, { subjectId, before }: EventsToForget): Promise<number> {
  if (subjectId === undefined && before === undefined) throw new TypeError('say which events');
  let forgetting = tx
    .updateTable('events')
    .set({ salt: null, details: null })
    .where('salt', 'is not', null)
    .where(({ exists, selectFrom }) =>
      exists(selectFrom('event_leaves').select('event_id').whereRef('event_leaves.event_id', '=', 'events.id')),
    );
  if (subjectId !== undefined) forgetting = forgetting.where('subject_id', '=', subjectId);
  if (before !== undefined) forgetting = forgetting.where('at', '<', before);
  const { numUpdatedRows } = await forgetting.executeTakeFirstOrThrow();
  return Number(numUpdatedRows);
}
