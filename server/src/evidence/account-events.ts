import type { Actor, StaffActor } from '../actor.ts';
import type { FirmTransaction } from '../db/database.ts';
import { recordEvent } from './record-event.ts';

const account = (accountId: string) => ({ subjectKind: 'account', subjectId: accountId }) as const;

/** Somebody signed in; `factor` says what came besides the password. Networks are shortened. */
export async function recordSignIn(
  tx: FirmTransaction,
  actor: StaffActor,
  details: {
    factor: 'none' | 'totp' | 'recovery-code' | 'passkey' | 'passkey-alone';
    scope: 'full' | 'enrol';
    network: string;
  },
): Promise<void> {
  await recordEvent(tx, actor, {
    kind: 'signed-in',
    ...account(actor.accountId),
    details: { sessionId: actor.sessionId, ...details },
  });
}

/** A sign-in to a known account was refused. */
export async function recordSignInRefused(
  tx: FirmTransaction,
  target: { firmId: string; accountId: string },
  details: { reason: 'password' | 'code' | 'passkey' | 'deactivated'; network: string },
): Promise<void> {
  await recordEvent(
    tx,
    { kind: 'anonymous', firmId: target.firmId },
    { kind: 'sign-in-refused', ...account(target.accountId), details },
  );
}

/** Sessions ended: by signing out, from the list, or because something changed. */
export async function recordSessionsEnded(
  tx: FirmTransaction,
  actor: Actor,
  ended: {
    accountId: string;
    sessionIds: string[];
    reason:
      | 'signed-out'
      | 'ended-by-hand'
      | 'password-changed'
      | 'password-reset'
      | 'second-factor-changed'
      | 'deactivated';
  },
): Promise<void> {
  if (ended.sessionIds.length === 0) return;
  await recordEvent(tx, actor, {
    kind: ended.reason === 'signed-out' ? 'signed-out' : 'sessions-ended',
    ...account(ended.accountId),
    details: { sessionIds: ended.sessionIds, reason: ended.reason },
  });
}

export async function recordPasswordChanged(tx: FirmTransaction, actor: StaffActor): Promise<void> {
  await recordEvent(tx, actor, { kind: 'password-changed', ...account(actor.accountId) });
}

/** A link to choose a new password was mailed to the account's address. */
export async function recordPasswordResetAsked(
  tx: FirmTransaction,
  target: { firmId: string; accountId: string },
  details: { network: string },
): Promise<void> {
  const actor: Actor = { kind: 'anonymous', firmId: target.firmId };
  await recordEvent(tx, actor, { kind: 'password-reset-asked', ...account(target.accountId), details });
}

/** Somebody with such a link chose a new password. */
export async function recordPasswordReset(
  tx: FirmTransaction,
  target: { firmId: string; accountId: string },
): Promise<void> {
  const actor: Actor = { kind: 'anonymous', firmId: target.firmId };
  await recordEvent(tx, actor, { kind: 'password-reset', ...account(target.accountId) });
}

export async function recordTotpOn(tx: FirmTransaction, actor: StaffActor): Promise<void> {
  await recordEvent(tx, actor, { kind: 'second-factor-on', ...account(actor.accountId) });
}

export async function recordTotpOff(tx: FirmTransaction, actor: StaffActor): Promise<void> {
  await recordEvent(tx, actor, { kind: 'second-factor-off', ...account(actor.accountId) });
}

export async function recordPasskeyAdded(
  tx: FirmTransaction,
  actor: StaffActor,
  details: { passkeyId: string },
): Promise<void> {
  await recordEvent(tx, actor, { kind: 'passkey-added', ...account(actor.accountId), details });
}

export async function recordPasskeyRemoved(
  tx: FirmTransaction,
  actor: StaffActor,
  details: { passkeyId: string },
): Promise<void> {
  await recordEvent(tx, actor, { kind: 'passkey-removed', ...account(actor.accountId), details });
}

export async function recordRecoveryCodesMade(tx: FirmTransaction, actor: StaffActor): Promise<void> {
  await recordEvent(tx, actor, { kind: 'recovery-codes-made', ...account(actor.accountId) });
}

export async function recordInvited(
  tx: FirmTransaction,
  actor: StaffActor,
  invitation: { id: string; role: string; expiresAt: Date },
): Promise<void> {
  await recordEvent(tx, actor, {
    kind: 'invited',
    subjectKind: 'invitation',
    subjectId: invitation.id,
    details: { role: invitation.role, expiresAt: invitation.expiresAt.toISOString() },
  });
}

export async function recordInvitationRevoked(tx: FirmTransaction, actor: Actor, invitationId: string): Promise<void> {
  await recordEvent(tx, actor, {
    kind: 'invitation-revoked',
    subjectKind: 'invitation',
    subjectId: invitationId,
  });
}

/** The invited person chose name and password: an account exists from here on. */
export async function recordInvitationAccepted(
  tx: FirmTransaction,
  actor: StaffActor,
  invitationId: string,
): Promise<void> {
  await recordEvent(tx, actor, {
    kind: 'invitation-accepted',
    subjectKind: 'invitation',
    subjectId: invitationId,
    details: { accountId: actor.accountId, role: actor.role },
  });
}

export async function recordMemberChanged(
  tx: FirmTransaction,
  actor: StaffActor,
  change: { accountId: string; role?: string; deactivated?: boolean },
): Promise<void> {
  const { accountId, ...details } = change;
  await recordEvent(tx, actor, { kind: 'member-changed', ...account(accountId), details });
}
