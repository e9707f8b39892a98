import { queryOptions } from '@tanstack/react-query';

import { requestJson } from '../../api/request.ts';

export type Message = {
  id: string;
  kind: 'message' | 'password';
  reference: string;
  dropoffId: string | null;
  receivedAt: string;
  erasesAt: string;
  opened: { at: string; by: string } | null;
  closed: boolean;
};
export type MessageContents = { text: string; name: string; contact: string };

export const messagesQuery = queryOptions({
  queryKey: ['messages'],
  queryFn: ({ signal }) => requestJson<{ items: Message[] }>('/api/messages', { signal }),
  refetchInterval: 60_000,
});

export const openMessage = (id: string) =>
  requestJson<MessageContents>(`/api/messages/${id}/open`, { method: 'POST', body: {} });
export const closeMessage = (id: string) =>
  requestJson<void>(`/api/messages/${id}/close`, { method: 'POST', body: {} });
