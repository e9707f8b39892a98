import { queryOptions } from '@tanstack/react-query';

import { requestJson } from '../../api/request.ts';

export type Settings = {
  firmName: string;
  /** Days from arrival to erasure, 1 to 14. */
  eraseAfterDays: number;
  requireTotp: boolean;
  /** A regular expression the customer numbers must match. */
  customerNumberPattern: string;
  customerNumberExample: string;
  maxFileBytes: number;
  maxDropoffBytes: number;
  maxDropoffFiles: number;
  notifyEmail: string;
  imprint: string;
  /** IANA name; its calendar counts the days and years of retention. */
  timeZone: string;
  /** Only files somebody of the firm has asked for. */
  requireRequest: boolean;
  /** Case references only from links that the firm's own program signed. */
  requireSignedLinks: boolean;
};

export const settingsQuery = queryOptions({
  queryKey: ['settings'],
  queryFn: ({ signal }) => requestJson<Settings>('/api/settings', { signal }),
});

export const changeSettings = (patch: Partial<Settings>) =>
  requestJson<Settings>('/api/settings', { method: 'PATCH', body: patch });
