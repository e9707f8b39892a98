import { queryOptions } from '@tanstack/react-query';

import { requestJson } from '../../api/request.ts';

export type Scanner = {
  state: 'none' | 'checking' | 'working' | 'failing';
  /** Why it is failing. */
  reason: string | null;
  since: string | null;
  checkedAt: string | null;
  version: string;
  waiting: number;
  quarantined: number;
};

export const scannerQuery = queryOptions({
  queryKey: ['scanner'],
  queryFn: ({ signal }) => requestJson<Scanner>('/api/scanner', { signal }),
  refetchInterval: 15_000,
});
