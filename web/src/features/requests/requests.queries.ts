import { queryOptions } from '@tanstack/react-query';

import { withQuery } from '../../api/query-string.ts';
import { requestJson } from '../../api/request.ts';

export type FileRequest = {
  id: string;
  customer: { id: string; number: string; name: string } | null;
  what: string;
  until: string;
  maxUses: number;
  /** Drop-offs handed over or under way. */
  uses: number;
  createdBy: string;
  createdAt: string;
  revokedAt: string | null;
  /** Handed over, the newest first, at most fifty. */
  dropoffs: { id: string; customerNumber: string; receivedAt: string }[];
};

export const requestsKey = ['requests'] as const;

/** Those in force, or those that were revoked or ran out; the newest first. */
export function requestsQuery({ ended }: { ended: boolean }) {
  return queryOptions({
    queryKey: [...requestsKey, ended],
    queryFn: async ({ signal }) => {
      const query = withQuery('/api/requests', { ended: ended ? 'true' : undefined });
      return (await requestJson<{ requests: FileRequest[] }>(query, { signal })).requests;
    },
  });
}

export type NewRequest = { customerId?: string; what: string; until: string; maxUses: number };

export const createRequest = (request: NewRequest) =>
  requestJson<{ request: FileRequest; secret: string }>('/api/requests', { method: 'POST', body: request });

export const revokeRequest = (id: string) => requestJson<void>(`/api/requests/${id}`, { method: 'DELETE' });

/** The secret stands in the fragment, which no browser sends to a server and no server writes into its log. */
export const linkOf = (secret: string): string => `${window.location.origin}/einsenden#anfrage=${secret}`;
