import { queryOptions } from '@tanstack/react-query';

import { requestJson } from '../../api/request.ts';

export type SshKey = {
  id: string;
  name: string;
  algorithm: string;
  /** `SHA256:…` */
  fingerprint: string;
  createdAt: string;
  lastUsedAt: string | null;
};

export type SftpAccess = {
  /** null where this server offers no SFTP. */
  server: { host: string; port: number; fingerprint: string; hostKey: string } | null;
  user: string;
  mayClose: boolean;
  keys: SshKey[];
};

/** Days of the week (1 is Monday) with times like `07:00`. */
export type Hours = { days: number[]; from: string; to: string };
export type SftpSettings = { sftpNetworks: string[]; sftpHours: Hours[]; sftpMayClose: boolean; timeZone: string };

export const sftpAccessQuery = queryOptions({
  queryKey: ['account', 'sftp'],
  queryFn: ({ signal }) => requestJson<SftpAccess>('/api/account/sftp', { signal }),
});

export const addKey = (key: { publicKey: string; name: string; password: string }) =>
  requestJson<SshKey>('/api/account/ssh-keys', { method: 'POST', body: key });
export const removeKey = (id: string) => requestJson<void>(`/api/account/ssh-keys/${id}`, { method: 'DELETE' });

export const sftpSettingsQuery = queryOptions({
  queryKey: ['settings', 'sftp'],
  queryFn: ({ signal }) => requestJson<SftpSettings>('/api/settings', { signal }),
});

export const changeSftpSettings = (patch: Omit<SftpSettings, 'timeZone'>) =>
  requestJson<SftpSettings>('/api/settings', { method: 'PATCH', body: patch });
