import { queryOptions } from '@tanstack/react-query';

import { withQuery } from '../../api/query-string.ts';
import { requestJson } from '../../api/request.ts';
import { serverNow } from '../../api/server-time.ts';
import type { CustomerPage } from '../customers/customers.queries.ts';

export type RetentionRule = {
  name: string;
  containerKind: string;
  bound: 'at-most' | 'at-least';
  period: number;
  unit: 'days' | 'years';
  starts: 'arrival' | 'close' | 'year-end';
  legalBasis: string;
};

export type PreviewItem = {
  id: string;
  customerNumber: string;
  reason: 'due' | 'never-submitted';
  rule: string;
  due: string;
  begunAt: string;
  arrivedAt: string | null;
  files: number;
  bytes: number;
  kept: { by: 'hold' | 'rule'; until: string | null } | null;
};

export type Preview = {
  until: string;
  items: PreviewItem[];
  totals: { erased: number; files: number; bytes: number; kept: number };
  more: boolean;
};

export type ErasureRun = {
  id: string;
  beganAt: string;
  endedAt: string;
  /** refused: the clock had jumped, so nothing was given up. */
  outcome: 'done' | 'refused';
  givenUp: number;
  erased: number;
  failed: number;
  held: number;
  overdue: number;
  byRule: Record<string, number>;
};

export type Hold = {
  id: string;
  scope: 'dropoff' | 'customer' | 'firm';
  dropoffId: string | null;
  customerId: string | null;
  customerNumber: string | null;
  reason: string;
  placedBy: string;
  placedAt: string;
  /** Null: until somebody lifts it. */
  until: string | null;
  liftedAt: string | null;
};

export const horizons = [1, 7, 14] as const;
export type Horizon = (typeof horizons)[number];

export const retentionKey = ['retention'] as const;

export const rulesQuery = queryOptions({
  queryKey: [...retentionKey, 'rules'],
  queryFn: ({ signal }) =>
    requestJson<{ timeZone: string; rules: RetentionRule[] }>('/api/retention/rules', { signal }),
});

export function previewQuery(days: Horizon) {
  return queryOptions({
    queryKey: [...retentionKey, 'preview', days],
    queryFn: ({ signal }) => {
      // A day is what the server takes by itself, by the very clock that erases.
      const until = days === 1 ? undefined : new Date(serverNow() + days * 86_400_000).toISOString();
      return requestJson<Preview>(withQuery('/api/retention/preview', { until }), { signal });
    },
  });
}

export const runsQuery = queryOptions({
  queryKey: [...retentionKey, 'runs'],
  queryFn: ({ signal }) =>
    requestJson<{ lastRunAt: string; runs: ErasureRun[] }>(withQuery('/api/retention/runs', { limit: 100 }), {
      signal,
    }),
});

/** In force, or those that were lifted or ran out; the newest first. */
export function holdsQuery({ ended }: { ended: boolean }) {
  return queryOptions({
    queryKey: [...retentionKey, 'holds', ended],
    queryFn: async ({ signal }) => {
      const query = { ended: ended ? 'true' : undefined };
      return (await requestJson<{ holds: Hold[] }>(withQuery('/api/retention/holds', query), { signal })).holds;
    },
  });
}

export type NewHold = { reason: string; until?: string } & (
  | { scope: 'dropoff'; dropoffId: string }
  | { scope: 'customer'; customerId: string }
  | { scope: 'firm' }
);

export const placeHold = (hold: NewHold) => requestJson<Hold>('/api/retention/holds', { method: 'POST', body: hold });

export const liftHold = (id: string) => requestJson<void>(`/api/retention/holds/${id}`, { method: 'DELETE' });

export const runNow = (request: { clockIsRight?: boolean }) =>
  requestJson<ErasureRun>('/api/retention/runs', { method: 'POST', body: request });

/** The customer with exactly this number; undefined when there is none. */
export async function findCustomer(number: string): Promise<string | undefined> {
  const { items } = await requestJson<CustomerPage>(withQuery('/api/customers', { search: number }));
  return items.find((customer) => customer.number.toLowerCase() === number.toLowerCase())?.id;
}
