import { Type } from 'typebox';

import { type HttpApp, requireStaff } from '../http/http-app.ts';
import { Email, Instant, Role, signedInOnly } from './account-schemas.ts';
import type { Accounts } from './accounts.service.ts';

const tags = ['team'];
const security = signedInOnly;
const Done = { 204: Type.Null() };
const Id = Type.Object({ id: Type.String({ maxLength: 64 }) });

const InvitationView = Type.Object({ id: Type.String(), email: Type.String(), role: Role, expiresAt: Instant });
const MemberView = Type.Object({
  id: Type.String(),
  name: Type.String(),
  email: Type.String(),
  role: Role,
  totp: Type.Boolean(),
  deactivated: Type.Boolean(),
  lastSeenAt: Type.Union([Instant, Type.Null()]),
});

export type TeamRoutesDeps = {
  accounts: Pick<Accounts, 'listTeam' | 'invite' | 'revokeInvitation' | 'changeMember'>;
};

/** Who belongs to the firm; for its owners. */
export function registerTeamRoutes(app: HttpApp, { accounts }: TeamRoutesDeps): void {
  app.get(
    '/api/team',
    {
      schema: {
        tags,
        security,
        summary: 'Members and open invitations',
        response: { 200: Type.Object({ members: Type.Array(MemberView), invitations: Type.Array(InvitationView) }) },
      },
    },
    async (request) => {
      const { members, invitations } = await accounts.listTeam(await requireStaff(request));
      return {
        members: members.map((member) => ({ ...member, lastSeenAt: member.lastSeenAt?.toISOString() ?? null })),
        invitations: invitations.map(invitationOut),
      };
    },
  );

  app.post(
    '/api/team/invitations',
    {
      schema: {
        tags,
        security,
        summary: 'Invite by mail; valid for seven days, revokes an earlier one to the same address',
        body: Type.Object({ email: Email, role: Role }),
        response: { 201: InvitationView },
      },
    },
    async (request, reply) => {
      const invitation = await accounts.invite(await requireStaff(request), request.body);
      return reply.code(201).send(invitationOut(invitation));
    },
  );

  app.delete(
    '/api/team/invitations/:id',
    { schema: { tags, security, summary: 'Revoke an invitation', params: Id, response: Done } },
    async (request, reply) => {
      await accounts.revokeInvitation(await requireStaff(request), request.params.id);
      return reply.code(204).send(null);
    },
  );

  app.patch(
    '/api/team/:id',
    {
      schema: {
        tags,
        security,
        summary: 'Change the role of a member, deactivate, or let in again',
        params: Id,
        body: Type.Object({ role: Type.Optional(Role), deactivated: Type.Optional(Type.Boolean()) }),
        response: Done,
      },
    },
    async (request, reply) => {
      await accounts.changeMember(await requireStaff(request), request.params.id, request.body);
      return reply.code(204).send(null);
    },
  );
}

function invitationOut({
  expiresAt,
  ...rest
}: {
  id: string;
  email: string;
  role: 'owner' | 'agent';
  expiresAt: Date;
}) {
  return { ...rest, expiresAt: expiresAt.toISOString() };
}
