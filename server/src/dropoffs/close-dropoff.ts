import type { StaffActor } from '../actor.ts';
import { assertMay } from '../access/may.ts';
import { NotFound } from '../errors.ts';
import { recordDropoffClosed } from '../evidence/dropoff-events.ts';
import { requestErasure } from '../retention/request-erasure.ts';
import { countFiles, lockDropoff, setEnded } from './dropoffs.queries.ts';
import type { DropoffsDeps } from './dropoffs-deps.ts';

export type ClosedDropoff = {
  id: string;
  state: 'closed' | 'expired';
  closedAt: string;
  /** Nobody can read the files any more; key and objects are being destroyed as the answer is sent. */
  erasure: 'begun';
};

/**
 * Closes a case, open or submitted: its erasure begins in the same transaction. Closing again changes nothing.
 * @throws Conflict `on_hold`, `kept_by_rule`: then nothing has changed
 */
export async function closeDropoff(deps: DropoffsDeps, actor: StaffActor, id: string): Promise<ClosedDropoff> {
  const { firmId } = actor;
  assertMay(actor, 'close', { kind: 'dropoff', firmId });
  return await deps.database.inFirm(firmId, async (tx) => {
    const dropoff = await lockDropoff(tx, id);
    if (!dropoff) throw new NotFound();
    if (dropoff.state === 'closed' || dropoff.state === 'expired') {
      const closedAt = (dropoff.closed_at ?? dropoff.erases_at).toISOString();
      return { id, state: dropoff.state, closedAt, erasure: 'begun' };
    }
    const now = deps.clock();
    const counts = await countFiles(tx, dropoff.container_id);
    await setEnded(tx, id, { state: 'closed', at: now, accountId: actor.accountId, ...counts });
    await recordDropoffClosed(tx, actor, id, {
      files: counts.fileCount,
      bytes: counts.totalBytes,
      submitted: dropoff.state === 'submitted',
    });
    await requestErasure(tx, actor, {
      containerId: dropoff.container_id,
      dropoffId: id,
      reason: 'closed',
      moments: { arrival: dropoff.submitted_at ?? dropoff.created_at, close: now },
      now,
    });
    await deps.notifications.publishInboxChange(tx, firmId, id);
    return { id, state: 'closed', closedAt: now.toISOString(), erasure: 'begun' };
  });
}
