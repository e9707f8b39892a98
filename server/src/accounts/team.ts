import { randomUUID } from 'node:crypto';

import { isId } from '../access/is-id.ts';
import { assertMay } from '../access/may.ts';
import type { StaffActor } from '../actor.ts';
import type { Database } from '../db/database.ts';
import { Conflict, NotFound } from '../errors.ts';
import { recordMemberChanged } from '../evidence/account-events.ts';
import type { Notifications } from '../notifications/notifications.types.ts';
import {
  findAccount,
  listMembers,
  lockActiveOwners,
  type Member,
  type Role,
  updateMember,
} from './accounts.queries.ts';
import { type Invitation, listOpenInvitations } from './invitations.queries.ts';
import { deletePasswordResets } from './password-resets.queries.ts';
import { endSessionsBecause } from './sessions.ts';

export type Team = {
  listTeam(actor: StaffActor): Promise<{ members: Member[]; invitations: Invitation[] }>;
  /**
   * Changes a role, deactivates (all sessions end at once) or lets in again. Takes effect with the member's next request.
   * @throws NotFound for foreign accounts, Conflict `last_owner` when no active owner would be left
   */
  changeMember(
    actor: StaffActor,
    accountId: string,
    patch: { role?: Role | undefined; deactivated?: boolean | undefined },
  ): Promise<void>;
};

export type TeamDeps = {
  database: Database;
  clock: () => Date;
  notifications: Pick<Notifications, 'notifySecurityChange'>;
};

export function createTeam({ database, clock, notifications }: TeamDeps): Team {
  return {
    async listTeam(actor) {
      assertMay(actor, 'list', { kind: 'team', firmId: actor.firmId });
      return database.inFirm(actor.firmId, async (tx) => ({
        members: await listMembers(tx),
        invitations: await listOpenInvitations(tx, clock()),
      }));
    },

    async changeMember(actor, accountId, { role, deactivated }) {
      assertMay(actor, 'change', { kind: 'team', firmId: actor.firmId });
      if (!isId(accountId)) throw new NotFound();
      await database.inFirm(actor.firmId, async (tx) => {
        // Locked first, so that two owners who demote each other take turns.
        const owners = await lockActiveOwners(tx);
        // The session may have been an owner's when the request came in; a minute of waiting for the lock may change that.
        if (!owners.includes(actor.accountId)) throw new NotFound();
        const member = await findAccount(tx, accountId, { lock: true });
        if (!member) throw new NotFound();
        const now = clock();
        const wasDeactivated = member.deactivatedAt !== null;
        const willBeOwner = (role ?? member.role) === 'owner' && !(deactivated ?? wasDeactivated);
        if (!willBeOwner && owners.length === 1 && owners[0] === accountId) {
          throw new Conflict('last_owner', 'The last owner must stay. Make somebody else an owner first.');
        }
        const change = {
          ...(role !== undefined && role !== member.role && { role }),
          ...(deactivated !== undefined && deactivated !== wasDeactivated && { deactivated }),
        };
        if (Object.keys(change).length === 0) return;
        await updateMember(tx, accountId, {
          ...(change.role && { role: change.role }),
          ...(change.deactivated !== undefined && { deactivatedAt: change.deactivated ? now : null }),
        });
        await recordMemberChanged(tx, actor, { accountId, ...change });
        if (change.role) {
          const { firmId, email } = member;
          const notice = { firmId, email, change: 'role_changed', changeId: randomUUID(), at: now } as const;
          await notifications.notifySecurityChange(tx, notice);
        }
        if (change.deactivated) {
          await deletePasswordResets(tx, accountId);
          await endSessionsBecause(tx, actor, { accountId, now, reason: 'deactivated' });
        }
      });
    },
  };
}
