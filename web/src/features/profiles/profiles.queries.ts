import { queryOptions } from '@tanstack/react-query';

import { requestJson } from '../../api/request.ts';

export const archiveKinds = ['zip', 'tar', 'rar', 'gz'] as const;
export const askedRows = ['caseReference', 'contactName', 'email', 'phone', 'note'] as const;
export const askLevels = ['off', 'optional', 'required'] as const;
export type ArchiveKind = (typeof archiveKinds)[number];
export type AskedRow = (typeof askedRows)[number];
export type AskLevel = (typeof askLevels)[number];

export type NewProfile = {
  /** Last part of its address; never changes. */
  slug: string;
  name: string;
  texts: Record<'de' | 'en', { title: string; intro: string }>;
  /** Empty: any file. */
  kinds: ArchiveKind[];
  maxFileBytes: number;
  maxFiles: number;
  eraseAfterDays: number;
  notifyEmail: string;
  ask: Record<AskedRow, AskLevel>;
  needsReadme: boolean;
};
export type Profile = NewProfile & { id: string; active: boolean };

export const profilesQuery = queryOptions({
  queryKey: ['profiles'],
  queryFn: async ({ signal }) => (await requestJson<{ profiles: Profile[] }>('/api/profiles', { signal })).profiles,
});

export const addProfile = (profile: NewProfile) =>
  requestJson<Profile>('/api/profiles', { method: 'POST', body: profile });

export const changeProfile = ({ id, ...change }: Partial<Omit<Profile, 'slug'>> & { id: string }) =>
  requestJson<Profile>(`/api/profiles/${encodeURIComponent(id)}`, { method: 'PATCH', body: change });

export const profileAddress = (slug: string) => `${window.location.origin}/einsenden/${slug}`;
