import { queryOptions } from '@tanstack/react-query';

import { requestJson } from '../../api/request.ts';
import type { Role } from '../sign-in/session.queries.ts';

export type Account = {
  id: string;
  name: string;
  email: string;
  role: Role;
  totp: boolean;
  passkeys: number;
  recoveryCodesLeft: number;
};

export type DeviceSession = {
  id: string;
  device: string;
  network: string;
  createdAt: string;
  lastSeenAt: string;
  current: boolean;
};

export const accountQuery = queryOptions({
  queryKey: ['account'],
  queryFn: ({ signal }) => requestJson<Account>('/api/account', { signal }),
});

export const sessionsQuery = queryOptions({
  queryKey: ['account', 'sessions'],
  queryFn: async ({ signal }) =>
    (await requestJson<{ items: DeviceSession[] }>('/api/account/sessions', { signal })).items,
});

export const endSession = (id: string) => requestJson<void>(`/api/account/sessions/${id}`, { method: 'DELETE' });
export const endOtherSessions = () => requestJson<void>('/api/account/sessions', { method: 'DELETE' });

export type TotpSecret = { secret: string; uri: string };

/** Without a password only just after a sign-in that leads to it. */
export const startTotp = (password?: string) =>
  requestJson<TotpSecret>('/api/account/totp', {
    method: 'POST',
    ...(password !== undefined && { body: { password } }),
  });
export const confirmTotp = (code: string) =>
  requestJson<{ recoveryCodes: string[] }>('/api/account/totp/confirm', { method: 'POST', body: { code } });
export const removeTotp = (password: string) =>
  requestJson<void>('/api/account/totp', { method: 'DELETE', body: { password } });
export const renewRecoveryCodes = (password: string) =>
  requestJson<{ recoveryCodes: string[] }>('/api/account/recovery-codes', { method: 'POST', body: { password } });
export const changePassword = (passwords: { current: string; new: string }) =>
  requestJson<void>('/api/account/password', { method: 'PUT', body: passwords });
