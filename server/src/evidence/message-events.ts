import type { Actor, StaffActor } from '../actor.ts';
import type { FirmTransaction } from '../db/database.ts';
import { recordEvent } from './record-event.ts';

/** Somebody sent a message or a password by the contact form; what was written is nowhere in it. */
export async function recordMessageReceived(
  tx: FirmTransaction,
  actor: Actor,
  messageId: string,
  details: { kind: 'message' | 'password' },
): Promise<void> {
  await recordEvent(tx, actor, { kind: 'message-received', subjectKind: 'message', subjectId: messageId, details });
}

/** A member of staff read it. */
export async function recordMessageRead(tx: FirmTransaction, actor: StaffActor, messageId: string): Promise<void> {
  await recordEvent(tx, actor, { kind: 'message-read', subjectKind: 'message', subjectId: messageId });
}

/** A member of staff was shown a password, which no longer exists since. */
export async function recordPasswordRevealed(tx: FirmTransaction, actor: StaffActor, messageId: string): Promise<void> {
  await recordEvent(tx, actor, { kind: 'password-revealed', subjectKind: 'message', subjectId: messageId });
}

/** A member of staff was done with it. */
export async function recordMessageClosed(tx: FirmTransaction, actor: StaffActor, messageId: string): Promise<void> {
  await recordEvent(tx, actor, { kind: 'message-closed', subjectKind: 'message', subjectId: messageId });
}
