import type { SystemActor } from '../actor.ts';
import type { FirmTransaction } from '../db/database.ts';
import type { Notifications } from '../notifications/notifications.types.ts';
import { requestErasure } from '../retention/request-erasure.ts';
import { countFiles, findDropoffOfContainer, lockDropoff, setEnded } from './dropoffs.queries.ts';

/** Gives a container up whose key was destroyed already; false when it is no drop-off's, or was given up before. */
export type GiveUpKeyless = (tx: FirmTransaction, firmId: string, containerId: string, now: Date) => Promise<boolean>;

/** After a restore: rows of a drop-off that was erased after the backup was taken. Nothing opens its files any more. */
export function createGiveUpKeyless(deps: { notifications: Pick<Notifications, 'publishInboxChange'> }): GiveUpKeyless {
  return async (tx, firmId, containerId, now) => {
    const id = await findDropoffOfContainer(tx, containerId);
    const dropoff = id === undefined ? undefined : await lockDropoff(tx, id);
    if (!dropoff) return false;
    const actor: SystemActor = { kind: 'system', firmId, task: 'restore' };
    if (dropoff.state === 'open' || dropoff.state === 'submitted') {
      const counts = await countFiles(tx, containerId);
      await setEnded(tx, dropoff.id, { state: 'closed', at: now, accountId: null, ...counts });
    }
    await requestErasure(tx, actor, {
      containerId,
      dropoffId: dropoff.id,
      reason: 'erased-after-backup',
      moments: { arrival: dropoff.submitted_at ?? dropoff.created_at },
      now,
    });
    await deps.notifications.publishInboxChange(tx, firmId, dropoff.id);
    return true;
  };
}
