import { queryOptions } from '@tanstack/react-query';

import { requestJson } from '../../api/request.ts';

export type AgreementState = 'in-force' | 'requested' | 'none';

export type Agreement = {
  customerId: string;
  inForce: boolean;
  /** Day, `2026-11-21`. */
  concludedOn: string | null;
  /** Where the document lies. */
  reference: string;
  /** A sender asked for one, and nobody answered yet. */
  requestedAt: string | null;
};

/** Of all customers about whom something is known, by their id. */
export const agreementsQuery = queryOptions({
  queryKey: ['agreements'],
  queryFn: async ({ signal }) => {
    const { agreements } = await requestJson<{ agreements: Agreement[] }>('/api/agreements', { signal });
    return new Map(agreements.map((agreement) => [agreement.customerId, agreement]));
  },
});

export const saveAgreement = ({ customerId, ...change }: Omit<Agreement, 'requestedAt'>) =>
  requestJson<Agreement>(`/api/customers/${customerId}/agreement`, { method: 'PUT', body: change });

export function stateOf(agreement: Agreement | undefined): AgreementState {
  if (agreement?.inForce) return 'in-force';
  return agreement?.requestedAt ? 'requested' : 'none';
}
