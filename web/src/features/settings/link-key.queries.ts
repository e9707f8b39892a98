import { queryOptions } from '@tanstack/react-query';

import { requestJson } from '../../api/request.ts';

type LinkKey = { publicKey: string | null; madeAt: string | null };

export const linkKeyQuery = queryOptions({
  queryKey: ['settings', 'link-key'],
  queryFn: ({ signal }) => requestJson<LinkKey>('/api/settings/link-key', { signal }),
});

export const newLinkKey = () =>
  requestJson<{ publicKey: string; madeAt: string; privateKey: string }>('/api/settings/link-key', { method: 'POST' });
