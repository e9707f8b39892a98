import type { Actor } from '../actor.ts';
import type { FirmTransaction } from '../db/database.ts';
import { type ErasedKind, type ErasureReason, recordErasureBegun } from '../evidence/dropoff-events.ts';
import { enqueue } from '../jobs/enqueue.ts';
import type { Moments } from './due-moment.ts';
import { assertNotKept, findKeeper } from './holds.ts';
import { lockContainer, setTombstone } from './retention.queries.ts';

export const eraseContainerTask = 'erase-container';

export type EraseContainerPayload = { firmId: string; containerId: string };

/**
 * Gives a container up, within the transaction in which its owner does: tombstone, event, job. From the commit on nobody
 * reads it. The caller has taken its own row and asked access. Asking again changes nothing.
 * @throws Conflict `on_hold`, `kept_by_rule`
 */
export async function requestErasure(
  tx: FirmTransaction,
  actor: Actor,
  erasure: {
    containerId: string;
    /** Of the drop-off, or of what else the container is. */
    dropoffId: string;
    subjectKind?: ErasedKind;
    reason: ErasureReason;
    moments: Moments;
    now: Date;
  },
): Promise<void> {
  const { containerId, dropoffId, subjectKind, reason, moments, now } = erasure;
  const { firmId } = actor;
  const container = await lockContainer(tx, containerId);
  if (!container || container.erase_requested_at) return;
  // Of what was erased before a restore nothing is left that a hold could keep.
  if (reason !== 'erased-after-backup') {
    assertNotKept(await findKeeper(tx, { firmId, containerId, kind: container.kind, moments }, now));
  }
  const orderedBy = actor.kind === 'staff' ? actor.accountId : null;
  await setTombstone(tx, containerId, { at: now, reason, orderedBy });
  await recordErasureBegun(tx, actor, dropoffId, { containerId, reason }, subjectKind);
  const payload: EraseContainerPayload = { firmId, containerId };
  await enqueue(tx, eraseContainerTask, payload, { key: `${eraseContainerTask}:${containerId}` });
}
