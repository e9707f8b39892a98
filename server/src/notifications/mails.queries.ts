import { type Insertable, type Selectable, sql } from 'kysely';

import type { FirmTransaction } from '../db/database.ts';
import type { MailsTable } from '../db/schema.generated.ts';

export type NewMail = Omit<Insertable<MailsTable>, 'attempts' | 'last_error' | 'sent_at' | 'given_up_at'>;
export type ClaimedMail = Selectable<MailsTable>;

/** False when a mail with this dedupe key exists: then there is nothing to do. */
export async function insertMail(tx: FirmTransaction, mail: NewMail): Promise<boolean> {
  const result = await tx
    .insertInto('mails')
    .values(mail)
    .onConflict((conflict) => conflict.columns(['firm_id', 'dedupe_key']).doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** Takes a mail for sending until `until`; undefined when it is out, given up, or another has it. */
export async function claimMail(
  tx: FirmTransaction,
  id: string,
  now: Date,
  until: Date,
): Promise<ClaimedMail | undefined> {
  return await tx
    .updateTable('mails')
    .set((eb) => ({ attempts: eb('attempts', '+', 1), claimed_until: until }))
    .where('id', '=', id)
    .where('sent_at', 'is', null)
    .where('given_up_at', 'is', null)
    .where((eb) => eb.or([eb('claimed_until', 'is', null), eb('claimed_until', '<=', now)]))
    .returningAll()
    .executeTakeFirst();
}

/** Until when another one's claim holds; undefined when there is none or the mail needs no sending. */
export async function findClaim(tx: FirmTransaction, id: string): Promise<Date | undefined> {
  const row = await tx
    .selectFrom('mails')
    .select('claimed_until')
    .where('id', '=', id)
    .where('sent_at', 'is', null)
    .where('given_up_at', 'is', null)
    .executeTakeFirst();
  return row?.claimed_until ?? undefined;
}

export async function markMailSent(tx: FirmTransaction, id: string, now: Date): Promise<void> {
  await tx
    .updateTable('mails')
    .set({ sent_at: now, body: '', claimed_until: null, last_error: '' })
    .where('id', '=', id)
    .where('given_up_at', 'is', null)
    .execute();
}

export async function markMailFailed(
  tx: FirmTransaction,
  id: string,
  failure: { error: string } & ({ nextAttemptAt: Date } | { givenUpAt: Date }),
): Promise<void> {
  const outcome =
    'givenUpAt' in failure ? { given_up_at: failure.givenUpAt, body: '' } : { next_attempt_at: failure.nextAttemptAt };
  await tx
    .updateTable('mails')
    .set({ ...outcome, claimed_until: null, last_error: failure.error })
    .where('id', '=', id)
    .where('sent_at', 'is', null)
    .execute();
}

/** Over all firms; ids only. */
export async function listDueMails(
  tx: FirmTransaction,
  dueBefore: Date,
  atMost: number,
): Promise<{ firmId: string; mailId: string }[]> {
  const { rows } = await sql<{ firm_id: string; mail_id: string }>`
    select firm_id, mail_id from list_due_mails(${dueBefore}, ${atMost})`.execute(tx);
  return rows.map((row) => ({ firmId: row.firm_id, mailId: row.mail_id }));
}
