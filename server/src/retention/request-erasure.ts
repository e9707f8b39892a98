import type { Actor } from '../actor.ts';
import type { FirmTransaction } from '../db/database.ts';
import { type ErasureReason, recordErasureBegun } from '../evidence/dropoff-events.ts';
import { enqueue } from '../jobs/enqueue.ts';
import { lockContainer, setTombstone } from './retention.queries.ts';

export const eraseContainerTask = 'erase-container';

export type EraseContainerPayload = { firmId: string; containerId: string };

/**
 * Gives a container up, within the transaction in which its owner does: tombstone, event, job. From the commit on nobody
 * reads it. The caller has taken its own row and asked access. Asking again changes nothing.
 */
export async function requestErasure(
  tx: FirmTransaction,
  actor: Actor,
  erasure: { containerId: string; dropoffId: string; reason: ErasureReason; now: Date },
): Promise<void> {
  const { containerId, dropoffId, reason, now } = erasure;
  const container = await lockContainer(tx, containerId);
  if (!container || container.erase_requested_at) return;
  await setTombstone(tx, containerId, now);
  await recordErasureBegun(tx, actor, dropoffId, { containerId, reason });
  const payload: EraseContainerPayload = { firmId: actor.firmId, containerId };
  await enqueue(tx, eraseContainerTask, payload, { key: `${eraseContainerTask}:${containerId}` });
}
