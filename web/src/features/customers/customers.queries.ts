import { infiniteQueryOptions } from '@tanstack/react-query';

import { withQuery } from '../../api/query-string.ts';
import { requestJson } from '../../api/request.ts';

export type Customer = { id: string; number: string; name: string; active: boolean };
export type CustomerPage = { items: Customer[]; nextCursor?: string | null };

export type ImportError = { line: number; code: string; value?: string };
export type ImportResult = {
  total: number;
  new: number;
  changed: number;
  unchanged: number;
  /** The first 500; `errorCount` says how many there are. */
  errors: ImportError[];
  errorCount: number;
  sample: { number: string; name: string; change: 'new' | 'changed' }[];
};

export function customersQuery(search: string) {
  return infiniteQueryOptions({
    queryKey: ['customers', search],
    queryFn: ({ pageParam, signal }) =>
      requestJson<CustomerPage>(withQuery('/api/customers', { search, cursor: pageParam }), { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
}

export const addCustomer = (customer: { number: string; name: string }) =>
  requestJson<Customer>('/api/customers', { method: 'POST', body: customer });

export const changeCustomer = ({ id, ...patch }: { id: string; name?: string; active?: boolean }) =>
  requestJson<Customer>(`/api/customers/${id}`, { method: 'PATCH', body: patch });

/** Reads a CSV list of customers; with `preview` nothing is changed. */
export const importCustomers = ({ csv, preview }: { csv: Blob; preview: boolean }) =>
  requestJson<ImportResult>(withQuery('/api/customers/import', { preview: preview ? 'true' : undefined }), {
    method: 'POST',
    content: { data: csv, type: 'text/csv' },
  });
