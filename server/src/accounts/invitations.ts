import { randomUUID } from 'node:crypto';

import type { Attempts } from '../access/attempts.ts';
import { isId } from '../access/is-id.ts';
import { assertMay } from '../access/may.ts';
import type { StaffActor } from '../actor.ts';
import type { Database } from '../db/database.ts';
import { Conflict, NotFound } from '../errors.ts';
import {
  recordInvitationAccepted,
  recordInvitationRevoked,
  recordInvited,
  recordSignIn,
} from '../evidence/account-events.ts';
import type { Notifications } from '../notifications/notifications.types.ts';
import { type Account, findAccount, isMemberAddress, type Role } from './accounts.queries.ts';
import {
  findInvitationIdByHash,
  findOpenInvitation,
  insertInvitation,
  type Invitation,
  revokeOpenInvitations,
  takeInvitation,
} from './invitations.queries.ts';
import { preparePerson, readEmail } from './people.ts';
import { hashToken, looksLikeToken, newToken } from './session-token.ts';
import type { Origin, Sessions } from './sessions.ts';
import type { SignedIn } from './sign-in.ts';

export type InvitationsDeps = {
  database: Database;
  clock: () => Date;
  attempts: Attempts;
  sessions: Sessions;
  notifications: Pick<Notifications, 'sendInvitation'>;
  firm(firmId: string): Promise<{ name: string; requireTotp: boolean }>;
};

export type Invitations = {
  /**
   * Invites by mail; an earlier open invitation to the address is revoked.
   * @throws Conflict `already_member`, InvalidInput `email_invalid`, TooMany above 50 a day and firm
   */
  invite(actor: StaffActor, invitation: { email: string; role: Role }): Promise<Invitation>;
  /** @throws NotFound `invitation_invalid` for an unknown, used, revoked or expired one: one answer for all */
  lookAtInvitation(token: string): Promise<{ firmName: string; email: string; role: Role }>;
  /** Makes the account and signs it in. The invitation is used up. @throws as lookAtInvitation; Conflict `email_taken` */
  acceptInvitation(token: string, person: { name: string; password: string }, from: Origin): Promise<SignedIn>;
  revokeInvitation(actor: StaffActor, invitationId: string): Promise<void>;
};

/** Seven days, in milliseconds. */
export const invitationTime = 7 * 24 * 3_600_000;
const perFirm = { max: 50, windowSeconds: 86_400 };

export function createInvitations(deps: InvitationsDeps): Invitations {
  const { database, clock, sessions } = deps;

  const look = async (token: string): Promise<Invitation & { firmId: string; firmName: string }> => {
    const known = looksLikeToken(token)
      ? await database.outsideFirm((tx) => findInvitationIdByHash(tx, hashToken(token)))
      : undefined;
    if (!known) throw invalid();
    const open = await database.inFirm(known.firmId, (tx) => findOpenInvitation(tx, known.invitationId, clock()));
    if (!open) throw invalid();
    return { ...open, firmId: known.firmId, firmName: (await deps.firm(known.firmId)).name };
  };

  return {
    async invite(actor, { email: typed, role }) {
      assertMay(actor, 'create', { kind: 'invitation', firmId: actor.firmId });
      const email = readEmail(typed);
      await deps.attempts.limitAttempts('invitation', actor.firmId, perFirm);
      const { token, hash } = newToken();
      return database.inFirm(actor.firmId, async (tx) => {
        if (await isMemberAddress(tx, email)) {
          throw new Conflict('already_member', 'Somebody with this address belongs to the firm already.');
        }
        const now = clock();
        for (const id of await revokeOpenInvitations(tx, { now, email })) await recordInvitationRevoked(tx, actor, id);
        const invitation = { id: randomUUID(), email, role, expiresAt: new Date(now.getTime() + invitationTime) };
        await insertInvitation(tx, {
          ...invitation,
          firmId: actor.firmId,
          tokenHash: hash,
          invitedBy: actor.accountId,
          createdAt: now,
        });
        await deps.notifications.sendInvitation(tx, {
          firmId: actor.firmId,
          invitationId: invitation.id,
          email,
          token,
          expiresAt: invitation.expiresAt,
        });
        await recordInvited(tx, actor, invitation);
        return invitation;
      });
    },

    async lookAtInvitation(token) {
      const { firmName, email, role } = await look(token);
      return { firmName, email, role };
    },

    async acceptInvitation(token, person, from) {
      const invitation = await look(token);
      const { firmId, email, role, firmName } = invitation;
      const insert = await preparePerson({ ...person, email, role }, { firmName, now: clock });
      const { requireTotp } = await deps.firm(firmId);
      return database.inFirm(firmId, async (tx) => {
        if (!(await takeInvitation(tx, invitation.id, clock()))) throw invalid();
        const accountId = await insert(tx, firmId);
        const scope = requireTotp ? 'enrol' : 'full';
        const session = await sessions.openSession(tx, { firmId, accountId }, { scope, from });
        const actor: StaffActor = { kind: 'staff', firmId, accountId, role, sessionId: session.id };
        await recordInvitationAccepted(tx, actor, invitation.id);
        await recordSignIn(tx, actor, { factor: 'none', scope, network: from.network });
        const account: Account | undefined = await findAccount(tx, accountId);
        if (!account) throw invalid();
        return { actor, session, account };
      });
    },

    async revokeInvitation(actor, invitationId) {
      assertMay(actor, 'revoke', { kind: 'invitation', firmId: actor.firmId });
      if (!isId(invitationId)) throw new NotFound();
      await database.inFirm(actor.firmId, async (tx) => {
        const [revoked] = await revokeOpenInvitations(tx, { now: clock(), id: invitationId });
        if (revoked === undefined) throw new NotFound();
        await recordInvitationRevoked(tx, actor, revoked);
      });
    },
  };
}

function invalid(): NotFound {
  return new NotFound('invitation_invalid', 'This invitation is not valid (any more). Ask for a new one.');
}
