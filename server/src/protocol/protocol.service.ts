import type { LoggedEvent } from '@schleuse/proofs/event-entry';

import type { StaffActor, SubmitterActor } from '../actor.ts';
import { isId } from '../access/is-id.ts';
import { assertMay, may } from '../access/may.ts';
import type { Database } from '../db/database.ts';
import { InvalidInput } from '../errors.ts';
import { recordProtocolExported } from '../evidence/firm-events.ts';
import { type AccessRow, type EventFilter, type EventRow, listAccesses, listEvents } from '../evidence/read-events.ts';

export type ProtocolRequest = {
  /** One kind of event or several, with commas between. */
  kind?: string;
  /** An account's id, or a kind of actor. */
  actor?: string;
  search?: string;
  /** Instants; `to` is not included. */
  from?: string;
  to?: string;
};

export type ProtocolItem = {
  id: number;
  /** RFC 3339 in UTC, to the microsecond. */
  at: string;
  kind: string;
  actor: { kind: LoggedEvent['actor']['kind']; id: string | null; name: string | null };
  subject: { kind: string; id: string | null; customerNumber: string | null };
  /** Null once they are forgotten. */
  details: Record<string, unknown> | null;
  /** Its leaf in the firm's log; null until the next checkpoint. */
  index: number | null;
};

/** An event with what proves it against the log: salt and event make the entry (proofs/SPEC.md). */
export type ExportedEvent = ProtocolItem & { salt: string | null };

export type Access = {
  at: string;
  kind: string;
  by: 'owner' | 'agent' | 'submitter' | 'system' | 'anonymous';
  file: { id: string; name: string | null } | null;
  index: number | null;
};

export type Protocol = {
  /** Newest first. @throws InvalidInput `cursor_invalid`, `filter_invalid` */
  list(
    actor: StaffActor,
    request: ProtocolRequest & { cursor?: string; limit?: number },
  ): Promise<{ items: ProtocolItem[]; nextCursor: string | null }>;
  /** All that pass the filters, oldest first, read as they are taken. The export itself is an event. */
  export(actor: StaffActor, format: 'csv' | 'json', request: ProtocolRequest): Promise<AsyncGenerator<ExportedEvent>>;
  /** Who had to do with a drop-off, for its sender, newest first. */
  accesses(actor: SubmitterActor, dropoffId: string): Promise<Access[]>;
};

const pageSize = 1_000;
const mostAccesses = 5_000;

export function createProtocol({ database }: { database: Database }): Protocol {
  return {
    async list(actor, { cursor, limit = 50, ...request }) {
      const filter = filterFor(actor, request);
      const after = cursor === undefined ? undefined : parseCursor(cursor);
      const rows = await database.inFirm(actor.firmId, (tx) =>
        listEvents(tx, actor.firmId, filter, { after, limit: limit + 1, order: 'desc' }),
      );
      const items = rows.slice(0, limit).map(viewRow);
      const last = items.at(-1);
      return { items, nextCursor: rows.length > limit && last ? String(last.id) : null };
    },

    async export(actor, format, request) {
      const filter = filterFor(actor, request);
      const filters = Object.keys(request).filter((name) => request[name as keyof ProtocolRequest] !== undefined);
      await database.inFirm(actor.firmId, (tx) => recordProtocolExported(tx, actor, { format, filters }));
      return readAll(database, actor.firmId, filter);
    },

    async accesses(actor, dropoffId) {
      const { firmId } = actor;
      assertMay(actor, 'list', { kind: 'access', firmId, dropoffId });
      const rows = await database.inFirm(firmId, (tx) => listAccesses(tx, dropoffId, mostAccesses));
      return rows.map(viewAccess);
    },
  };
}

async function* readAll(database: Database, firmId: string, filter: EventFilter): AsyncGenerator<ExportedEvent> {
  let after: number | undefined;
  for (;;) {
    // A transaction a page: a slow reader must not hold one open for hours.
    const rows = await database.inFirm(firmId, (tx) =>
      listEvents(tx, firmId, filter, { after, limit: pageSize, order: 'asc' }),
    );
    for (const row of rows) yield { ...viewRow(row), salt: row.salt?.toString('base64') ?? null };
    after = rows.at(-1)?.id;
    if (rows.length < pageSize) return;
  }
}

/** What the actor may see of what was asked for. */
function filterFor(actor: StaffActor, { kind, actor: who, search, from, to }: ProtocolRequest): EventFilter {
  const { firmId } = actor;
  const all = may(actor, 'list', { kind: 'event', firmId });
  if (!all) assertMay(actor, 'list', { kind: 'dropoffEvent', firmId });
  return {
    ...(!all && { subjectKind: 'dropoff' }),
    ...(kind && { kinds: kind.split(',').filter((each) => each !== '') }),
    ...(who && { actor: parseActor(who) }),
    ...(search && { search }),
    ...(from && { from: new Date(from) }),
    ...(to && { to: new Date(to) }),
  };
}

function parseActor(text: string): NonNullable<EventFilter['actor']> {
  if (isId(text)) return { id: text };
  if (text === 'staff' || text === 'submitter' || text === 'system' || text === 'anonymous') return { kind: text };
  throw new InvalidInput('filter_invalid', 'The actor is an account’s id, staff, submitter, system or anonymous.');
}

function parseCursor(text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new InvalidInput('cursor_invalid', 'This is not the cursor of a page.');
}

function viewRow(row: EventRow): ProtocolItem {
  return {
    id: row.id,
    at: row.at,
    kind: row.kind,
    actor: { kind: row.actor_kind, id: row.actor_id, name: row.actor_name },
    subject: { kind: row.subject_kind, id: row.subject_id, customerNumber: row.customer_number },
    details: row.details as Record<string, unknown> | null,
    index: row.sequence,
  };
}

function viewAccess(row: AccessRow): Access {
  const fileId = (row.details as { fileId?: unknown } | null)?.fileId;
  return {
    at: row.at.toISOString(),
    kind: row.kind,
    by: row.actor_kind === 'staff' ? (row.role ?? 'agent') : row.actor_kind,
    file: typeof fileId === 'string' ? { id: fileId, name: row.relative_path || row.name } : null,
    index: row.sequence,
  };
}
