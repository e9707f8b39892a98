import { sql } from 'kysely';

import type { FirmTransaction } from '../db/database.ts';
import type { SealedMessage } from './seal-message.ts';
import type { MessageKind } from './message.types.ts';

export type NewMessage = SealedMessage & {
  id: string;
  firmId: string;
  containerId: string;
  kind: MessageKind;
  reference: string;
  receivedAt: Date;
  erasesAt: Date;
};

export async function insertMessage(tx: FirmTransaction, message: NewMessage): Promise<void> {
  await tx
    .insertInto('messages')
    .values({
      id: message.id,
      firm_id: message.firmId,
      container_id: message.containerId,
      kind: message.kind,
      reference: message.reference,
      intake_key_id: message.intakeKeyId,
      sealed_key: message.sealedKey,
      sealed: message.sealed,
      received_at: message.receivedAt,
      erases_at: message.erasesAt,
    })
    .execute();
}

export async function insertMessageContainer(
  tx: FirmTransaction,
  container: { id: string; firmId: string; algorithm: number; publicKey: Uint8Array; createdAt: Date },
): Promise<void> {
  await tx
    .insertInto('containers')
    .values({
      id: container.id,
      firm_id: container.firmId,
      kind: 'message',
      key_algorithm: container.algorithm,
      public_key: container.publicKey,
      created_at: container.createdAt,
    })
    .execute();
}

/** In an intake process: makes a prepared key pair the container of a message; undefined when none is left. */
export async function takePreparedMessage(
  tx: FirmTransaction,
  at: Date,
): Promise<{ id: string; algorithm: number; publicKey: Uint8Array } | undefined> {
  const { rows } = await sql<{ id: string; key_algorithm: number; public_key: Buffer }>`
    select id, key_algorithm, public_key from take_prepared_message(${at}::timestamptz)`.execute(tx);
  const [row] = rows;
  return row && { id: row.id, algorithm: row.key_algorithm, publicKey: row.public_key };
}

export async function announceMessage(tx: FirmTransaction): Promise<void> {
  await sql`select announce_message()`.execute(tx);
}

/** Newest first; a reference that begins like a drop-off's id names that drop-off. */
export async function listMessages(tx: FirmTransaction, limit: number) {
  return await tx
    .selectFrom('messages as m')
    .leftJoin('accounts as a', 'a.id', 'm.opened_by')
    .select(['m.id', 'm.kind', 'm.reference', 'm.received_at', 'm.erases_at', 'm.opened_at', 'm.closed_at'])
    .select((eb) => [
      'a.name as opened_by',
      eb
        .selectFrom('dropoffs as d')
        .select('d.id')
        .where(sql<boolean>`length(m.reference) >= 8 and starts_with(d.id::text, lower(m.reference))`)
        .limit(1)
        .as('dropoff_id'),
    ])
    .orderBy('m.received_at', 'desc')
    .orderBy('m.id')
    .limit(limit)
    .execute();
}

export async function lockMessage(tx: FirmTransaction, id: string) {
  return await tx.selectFrom('messages').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
}

export async function findOpener(tx: FirmTransaction, accountId: string): Promise<string> {
  const row = await tx.selectFrom('accounts').select('name').where('id', '=', accountId).executeTakeFirst();
  return row?.name ?? '';
}

export async function setOpened(tx: FirmTransaction, id: string, by: { at: Date; accountId: string }): Promise<void> {
  await tx.updateTable('messages').set({ opened_at: by.at, opened_by: by.accountId }).where('id', '=', id).execute();
}

export async function setMessageClosed(tx: FirmTransaction, id: string, at: Date): Promise<void> {
  await tx.updateTable('messages').set({ closed_at: at }).where('id', '=', id).execute();
}

export async function findDueMessages(tx: FirmTransaction, now: Date): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select m.id from messages m
     where m.closed_at is null and m.erases_at <= ${now}
       and not exists (select from holds_on(m.container_id, ${now}::timestamptz))
     order by m.erases_at`.execute(tx);
  return rows.map(({ id }) => id);
}

export async function foreseeMessages(tx: FirmTransaction, until: Date, limit: number) {
  return await tx
    .selectFrom('messages')
    .select(['id', 'container_id', 'received_at', 'erases_at'])
    .where('closed_at', 'is', null)
    .where('erases_at', '<=', until)
    .orderBy('erases_at')
    .orderBy('id')
    .limit(limit)
    .execute();
}

export async function findMessageOfContainer(tx: FirmTransaction, containerId: string) {
  return await tx.selectFrom('messages').selectAll().where('container_id', '=', containerId).executeTakeFirst();
}

/** What stays: kind, times, who opened it, and the drop-off it belonged to; other references are a sender's words. */
export async function blankMessage(tx: FirmTransaction, id: string): Promise<void> {
  await tx
    .updateTable('messages')
    .set({
      reference: sql`case when reference ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then reference else '' end`,
      intake_key_id: null,
      sealed_key: null,
      sealed: null,
    })
    .where('id', '=', id)
    .execute();
}
