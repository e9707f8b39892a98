import type { StaffActor } from '../actor.ts';
import { assertMay, may } from '../access/may.ts';
import type { FirmTransaction } from '../db/database.ts';
import { NotFound } from '../errors.ts';
import { recordDropoffLookedAt, recordDropoffSeen } from '../evidence/dropoff-events.ts';
import { setSeen } from './dropoffs.queries.ts';
import type { DropoffsDeps } from './dropoffs-deps.ts';
import { type InboxEvent, type InboxItem, viewEvent, viewItem } from './dropoff-views.ts';
import { decodeCursor, encodeCursor } from './inbox-cursor.ts';
import { type DropoffState, findInboxItem, hasLookedLately, listDropoffEvents, listInbox } from './inbox.queries.ts';

export type InboxRequest = {
  /** Without it: all that are neither closed nor expired. */
  state?: DropoffState;
  /** In number, customer's name, note and file names. */
  search?: string;
  cursor?: string;
  /** 1 to 200, 50 without it */
  limit?: number;
};

export type InboxPage = { items: InboxItem[]; nextCursor: string | null };

/** One page of the firm's drop-offs, the newest first. @throws InvalidInput `cursor_invalid` */
export async function listInboxPage(deps: DropoffsDeps, actor: StaffActor, request: InboxRequest): Promise<InboxPage> {
  const { firmId } = actor;
  assertMay(actor, 'list', { kind: 'dropoff', firmId });
  const limit = request.limit ?? 50;
  const rows = await deps.database.inFirm(firmId, (tx) =>
    listInbox(tx, {
      firmId,
      states: request.state ? [request.state] : ['open', 'submitted'],
      search: (request.search ?? '').trim(),
      after: request.cursor ? decodeCursor(request.cursor) : undefined,
      limit: limit + 1,
      showsQuarantine: seesQuarantine(actor),
    }),
  );
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  const nextCursor = rows.length > limit && last ? encodeCursor({ arrivedAt: last.arrived_at, id: last.id }) : null;
  return { items: items.map((row) => viewItem(row, seesQuarantine(actor))), nextCursor };
}

/** The first look makes it seen; later ones count once a visit. */
export async function recordLook(
  deps: DropoffsDeps,
  tx: FirmTransaction,
  actor: StaffActor,
  { id, isSeen }: { id: string; isSeen: boolean },
): Promise<void> {
  if (!isSeen && (await setSeen(tx, id, deps.clock()))) {
    await recordDropoffSeen(tx, actor, id);
    await deps.notifications.publishInboxChange(tx, actor.firmId, id);
  } else if (!(await hasLookedLately(tx, id, actor.accountId))) {
    await recordDropoffLookedAt(tx, actor, id);
  }
}

/** One drop-off with all its files and what happened to it; from now on it counts as seen. */
export async function lookAtDropoff(
  deps: DropoffsDeps,
  actor: StaffActor,
  id: string,
): Promise<InboxItem & { events: InboxEvent[] }> {
  const { firmId } = actor;
  assertMay(actor, 'list', { kind: 'dropoff', firmId });
  return await deps.database.inFirm(firmId, async (tx) => {
    const row = await findInboxItem(tx, id, seesQuarantine(actor));
    if (!row) throw new NotFound();
    await recordLook(deps, tx, actor, { id, isSeen: row.seen_at !== null });
    const events = await listDropoffEvents(tx, id);
    return { ...viewItem(row, seesQuarantine(actor)), seen: true, events: events.map(viewEvent) };
  });
}

/** Names and findings of files in quarantine; all staff see how many there are. */
export function seesQuarantine(actor: StaffActor): boolean {
  return may(actor, 'read', { kind: 'quarantine', firmId: actor.firmId });
}
