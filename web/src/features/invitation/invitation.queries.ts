import { requestJson } from '../../api/request.ts';
import type { Role, Session } from '../sign-in/session.queries.ts';

export type Invitation = { firmName: string; email: string; role: Role };

export const lookAtInvitation = (token: string) =>
  requestJson<Invitation>('/api/invitations/look', { method: 'POST', body: { token } });

export const acceptInvitation = (acceptance: { token: string; name: string; password: string }) =>
  requestJson<Session>('/api/invitations/accept', { method: 'POST', body: acceptance });
