import type { Receipt } from '@schleuse/proofs/receipt';

import type { ArchiveKind } from '../files/files.service.ts';
import type { Limits } from '../profiles/limits.ts';
import type { Answers } from '../profiles/profile.types.ts';
import type { UploadState } from '../uploads/uploads-deps.ts';
import type { InboxRow } from './inbox.queries.ts';
import type { listDropoffEvents } from './inbox.queries.ts';

/** A file on its way or here; ended ones are not shown. */
export type UploadView = {
  id: string;
  name: string;
  relativePath: string;
  mediaType: string;
  length: number;
  received: number;
  state: 'open' | 'complete';
};

/** What the sender sees of the own drop-off. Of an ended one only that it has ended. */
export type SubmitterView = {
  id: string;
  state: 'open' | 'submitted' | 'closed' | 'expired';
  expiresAt: string;
  erasesAt: string;
  customerNumber: string;
  customerHint: string;
  note: string;
  /** Slug of the profile it was begun with; none for the plain drop-off. */
  profile?: string;
  answers?: Answers;
  limits: Limits;
  uploads: UploadView[];
  receipt?: Receipt;
};

export type InboxItem = {
  id: string;
  customerNumber: string;
  customerName: string;
  note: string;
  /** The profile it came by; null: the plain drop-off. */
  profile: { slug: string; name: string } | null;
  answers: Answers;
  caseReference: string;
  request: { id: string; what: string } | null;
  agreement: 'in-force' | 'requested' | 'none';
  state: 'open' | 'submitted' | 'closed' | 'expired';
  receivedAt: string | null;
  createdAt: string;
  erasesAt: string;
  closedAt: string | null;
  seen: boolean;
  fileCount: number;
  totalBytes: number;
  /** Of an open one: whole files and bytes that are here, and how many were chosen as far as is known. */
  progress?: { files: number; of: number; bytes: number; ofBytes: number; lastAt: string };
  /** Submitted, and no file waits for its scan: all of it may be opened that ever may. */
  ready: boolean;
  /** Files that wait for their virus scan, and files in quarantine. */
  waiting: number;
  quarantined: number;
  files: InboxFile[];
};

export type InboxFile = {
  id: string;
  name: string;
  relativePath: string;
  mediaType: string;
  size: number;
  sha256: string | null;
  scan: 'waiting' | 'clean' | 'infected' | 'unscannable' | 'unscanned';
  /** Of an unscannable one why; of an infected one, for owners only, what was found. */
  finding: string | null;
  /** An owner let it out of quarantine. */
  released: { at: string; reason: string } | null;
  /** An owner had it erased in quarantine. */
  erasedAt: string | null;
  /** What it is by its content, and whether its contents could be looked at; null: nobody looked. */
  archive: { kind: ArchiveKind; contentsCheckable: boolean } | null;
};

export type InboxEvent = {
  at: string;
  kind: string;
  actorKind: 'staff' | 'submitter' | 'system' | 'anonymous';
  actorName: string | null;
  details: Record<string, unknown>;
};

export function viewUpload({ id, name, relativePath, mediaType, length, received, state }: UploadState): UploadView {
  return { id, name, relativePath, mediaType, length, received, state: state === 'complete' ? 'complete' : 'open' };
}

export function viewItem(row: InboxRow, showsFindings: boolean): InboxItem {
  const live = row.state === 'open' || row.state === 'submitted';
  const open = row.state === 'open';
  const progress = {
    files: row.arrived ?? 0,
    of: Math.max(row.expected_files ?? 0, row.begun ?? 0),
    bytes: row.received ?? 0,
    ofBytes: Math.max(row.expected_bytes ?? 0, row.announced ?? 0),
    lastAt: row.progress_at.toISOString(),
  };
  return {
    id: row.id,
    customerNumber: row.customer_number,
    customerName: row.customer_name,
    // Given up, but the job has not blanked it yet: already nobody's business.
    note: live ? row.note : '',
    profile: row.profile_slug && row.profile_name ? { slug: row.profile_slug, name: row.profile_name } : null,
    answers: live ? (row.answers as Answers) : {},
    caseReference: live ? row.case_reference : '',
    request: row.request_id && row.request_what ? { id: row.request_id, what: row.request_what } : null,
    agreement: row.agreement_in_force ? 'in-force' : row.agreement_requested_at ? 'requested' : 'none',
    state: row.state,
    receivedAt: row.submitted_at?.toISOString() ?? null,
    createdAt: row.created_at.toISOString(),
    erasesAt: (open ? earlier(row.erases_at, row.expires_at) : row.erases_at).toISOString(),
    closedAt: row.closed_at?.toISOString() ?? null,
    seen: row.seen_at !== null,
    fileCount: open ? progress.files : row.file_count,
    totalBytes: open ? progress.bytes : row.total_bytes,
    ...(open && { progress }),
    ready: row.state === 'submitted' && row.ready_at !== null,
    waiting: row.waiting ?? 0,
    quarantined: row.quarantined ?? 0,
    files: row.files.map((file) => viewFile(file, showsFindings)),
  };
}

function viewFile(file: InboxRow['files'][number], showsFindings: boolean): InboxFile {
  const { released_at: releasedAt, release_reason: reason, removed_at: removedAt } = file;
  return {
    id: file.id,
    name: file.name,
    relativePath: file.relative_path,
    mediaType: file.media_type,
    size: file.size,
    sha256: file.sha256,
    scan: file.scan,
    finding: file.scan === 'infected' && !showsFindings ? null : file.finding,
    // Within JSON the database gives instants as text.
    released: releasedAt ? { at: new Date(releasedAt).toISOString(), reason: reason ?? '' } : null,
    erasedAt: removedAt ? new Date(removedAt).toISOString() : null,
    archive: file.archive_kind && { kind: file.archive_kind, contentsCheckable: file.contents_checkable === true },
  };
}

export function viewEvent(row: Awaited<ReturnType<typeof listDropoffEvents>>[number]): InboxEvent {
  return {
    at: row.at.toISOString(),
    kind: row.kind,
    actorKind: row.actor_kind,
    actorName: row.actor_name,
    details: (row.details ?? {}) as Record<string, unknown>,
  };
}

const earlier = (a: Date, b: Date): Date => (a < b ? a : b);
