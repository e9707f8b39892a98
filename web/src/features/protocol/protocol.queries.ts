import { infiniteQueryOptions } from '@tanstack/react-query';

import { withQuery } from '../../api/query-string.ts';
import { requestJson } from '../../api/request.ts';

export type ProtocolItem = {
  id: number;
  at: string;
  kind: string;
  actor: { kind: 'staff' | 'submitter' | 'system' | 'anonymous'; id: string | null; name: string | null };
  subject: { kind: string; id: string | null; customerNumber: string | null };
  /** Null once they are forgotten. */
  details: Record<string, unknown> | null;
  /** Its place in the firm's log, from 0; null until the next checkpoint. */
  index: number | null;
};
type ProtocolPage = { items: ProtocolItem[]; nextCursor: string | null };

/** As the server takes it. */
export type ProtocolFilter = Partial<Record<'kind' | 'actor' | 'search' | 'from' | 'to', string>>;

export function protocolQuery(filter: ProtocolFilter) {
  return infiniteQueryOptions({
    queryKey: ['protocol', filter],
    queryFn: ({ pageParam, signal }) =>
      requestJson<ProtocolPage>(withQuery('/api/protocol', { ...filter, cursor: pageParam, limit: 100 }), { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
}

/** Where the same rows can be had as a file. */
export function exportAddress(format: 'csv' | 'json', filter: ProtocolFilter): string {
  return withQuery(`/api/protocol.${format}`, filter);
}
