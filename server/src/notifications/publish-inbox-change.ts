import { sql } from 'kysely';

import type { FirmTransaction } from '../db/database.ts';
import { type InboxChange, inboxChannel } from './notifications.types.ts';

/** Tells open inboxes when the transaction commits. */
export async function publishInboxChange(tx: FirmTransaction, firmId: string, dropoffId: string): Promise<void> {
  const change: InboxChange = { firmId, dropoffId };
  await sql`select pg_notify(${inboxChannel}, ${JSON.stringify(change)})`.execute(tx);
}
