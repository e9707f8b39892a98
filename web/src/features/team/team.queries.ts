import { queryOptions } from '@tanstack/react-query';

import { requestJson } from '../../api/request.ts';
import type { Role } from '../sign-in/session.queries.ts';

export type Member = {
  id: string;
  name: string;
  email: string;
  role: Role;
  totp: boolean;
  deactivated: boolean;
  lastSeenAt: string | null;
};
export type PendingInvitation = { id: string; email: string; role: Role; expiresAt: string };
export type Team = { members: Member[]; invitations: PendingInvitation[] };

export const teamQuery = queryOptions({
  queryKey: ['team'],
  queryFn: ({ signal }) => requestJson<Team>('/api/team', { signal }),
});

export const inviteMember = (invitation: { email: string; role: Role }) =>
  requestJson<unknown>('/api/team/invitations', { method: 'POST', body: invitation });

export const revokeInvitation = (id: string) => requestJson<void>(`/api/team/invitations/${id}`, { method: 'DELETE' });

export const changeMember = ({ id, ...patch }: { id: string; role?: Role; deactivated?: boolean }) =>
  requestJson<unknown>(`/api/team/${id}`, { method: 'PATCH', body: patch });
