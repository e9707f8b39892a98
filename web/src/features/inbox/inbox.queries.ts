import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';

import { Problem } from '../../api/problem.ts';
import { withQuery } from '../../api/query-string.ts';
import type { AgreementState } from '../agreements/agreements.queries.ts';
import { requestJson } from '../../api/request.ts';

export type DropoffState = 'open' | 'submitted' | 'closed' | 'expired';

export type InboxFile = {
  id: string;
  name: string;
  relativePath: string;
  size: number;
  /** Hex; null while the server still reckons it. */
  sha256: string | null;
  scan: 'waiting' | 'clean' | 'infected' | 'unscannable' | 'unscanned';
  /** Of an unscannable one why; of an infected one, for owners, what was found. */
  finding: string | null;
  /** An owner let it out of quarantine. */
  released: { at: string; reason: string } | null;
  /** An owner had it erased in quarantine. */
  erasedAt: string | null;
  /** What it is by its content, where the profile takes archives; its contents can not be looked at with a password. */
  archive: { kind: 'zip' | 'tar' | 'rar4' | 'rar5' | 'gz'; contentsCheckable: boolean } | null;
};

export type InboxItem = {
  id: string;
  customerNumber: string;
  customerName: string;
  note: string;
  /** The upload profile it came by; null: the plain page. */
  profile: { slug: string; name: string } | null;
  /** Rows of the profile's form. */
  answers: { contactName?: string; email?: string; phone?: string; caseReference?: string };
  /** From a link of the firm's own program; empty without. */
  caseReference: string;
  /** The request it answers. */
  request: { id: string; what: string } | null;
  /** Whether there is a processing agreement with the customer. */
  agreement: AgreementState;
  state: DropoffState;
  /** Null until the customer has finished the drop-off. */
  receivedAt: string | null;
  createdAt: string;
  erasesAt: string;
  closedAt: string | null;
  seen: boolean;
  fileCount: number;
  totalBytes: number;
  /** Only while files arrive: what is here, and how much was chosen as far as is known. */
  progress?: { files: number; of: number; bytes: number; ofBytes: number; /** When bytes came last. */ lastAt: string };
  /** Submitted, and no file waits for its virus scan. */
  ready: boolean;
  /** Files that wait for their scan, and files in quarantine. */
  waiting: number;
  quarantined: number;
  /** In the list the first hundred; those in quarantine for owners only. */
  files: InboxFile[];
};

export type DropoffEvent = {
  at: string;
  kind: string;
  actorKind: 'staff' | 'submitter' | 'system' | 'anonymous';
  actorName: string | null;
  details: Record<string, unknown>;
};

export type DropoffDetail = InboxItem & { events: DropoffEvent[] };

export type InboxPage = { items: InboxItem[]; nextCursor: string | null };

export type InboxFilter = { state?: 'closed' | 'expired' | undefined; search?: string | undefined };

export const pageSize = 100;

export function fetchInboxPage(filter: InboxFilter, cursor: string | undefined, signal?: AbortSignal) {
  return requestJson<InboxPage>(
    withQuery('/api/inbox', { ...filter, cursor, limit: pageSize }),
    signal ? { signal } : {},
  );
}

/** The inbox in pages, newest first. Live changes are written into it by live-inbox.ts. */
export function inboxQuery(filter: InboxFilter) {
  return infiniteQueryOptions({
    queryKey: ['inbox', 'list', filter],
    queryFn: ({ pageParam, signal }) => fetchInboxPage(filter, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    // The events say what changed; asking for every page again on each focus would cost a hundred requests.
    staleTime: Infinity,
  });
}

/** One drop-off; asking for it marks it as seen. */
export function dropoffQuery(id: string) {
  return queryOptions({
    queryKey: ['inbox', 'detail', id],
    queryFn: ({ signal }) => requestJson<DropoffDetail>(`/api/inbox/${encodeURIComponent(id)}`, { signal }),
  });
}

/** What stands in an archive's Readme, and the first way to reach its sender in it. */
export type Readme = { name: string; text: string; contact: { kind: 'email' | 'telephone'; value: string } | null };

/** Asked once: every reading is an entry in the protocol. Null where there is none that can be read. */
export function readmeQuery(dropoffId: string, fileId: string) {
  return queryOptions({
    queryKey: ['inbox', 'readme', dropoffId, fileId],
    queryFn: ({ signal }) => fetchReadme(dropoffId, fileId, signal),
    staleTime: Infinity,
    retry: false,
  });
}

async function fetchReadme(dropoffId: string, fileId: string, signal: AbortSignal): Promise<Readme | null> {
  try {
    return await requestJson<Readme>(`${fileUrl(dropoffId, fileId)}/readme`, { signal });
  } catch (error) {
    if (error instanceof Problem && error.code === 'no_readme') return null;
    throw error;
  }
}

export const closeDropoff = (id: string) =>
  requestJson<unknown>(`/api/dropoffs/${encodeURIComponent(id)}/close`, { method: 'POST' });

export const fileUrl = (dropoffId: string, fileId: string) => `/api/dropoffs/${dropoffId}/files/${fileId}`;
export const archiveUrl = (dropoffId: string) => `/api/dropoffs/${dropoffId}/archive.zip`;
export const receiptUrl = (dropoffId: string, language: string) =>
  `/api/dropoffs/${dropoffId}/receipt.pdf?language=${language}`;
export const erasureUrl = (dropoffId: string, format: 'pdf' | 'json', language: string) =>
  `/api/dropoffs/${dropoffId}/erasure.${format}${format === 'pdf' ? `?language=${language}` : ''}`;

export const releaseQuarantined = (dropoffId: string, fileId: string, reason: string) =>
  requestJson<unknown>(`${fileUrl(dropoffId, fileId)}/release`, { method: 'POST', body: { reason } });
export const eraseQuarantined = (dropoffId: string, fileId: string) =>
  requestJson<unknown>(fileUrl(dropoffId, fileId), { method: 'DELETE' });
