import type { SystemActor } from '../actor.ts';
import type { FirmTransaction } from '../db/database.ts';
import type { Notifications } from '../notifications/notifications.types.ts';
import { eraseDueTask, type Perishable } from '../retention/erase-due.ts';
import { requestErasure } from '../retention/request-erasure.ts';
import { blankDropoff, countFiles, findDueDropoffs, lockDropoff, setEnded } from './dropoffs.queries.ts';

/** How drop-offs go when nobody closes them: submitted ones at their time, others when their token or time is over. */
export function createDueDropoffs(deps: { notifications: Pick<Notifications, 'publishInboxChange'> }): Perishable {
  return {
    findDue: findDueDropoffs,
    async giveUpDue(tx, firmId, id, now) {
      const actor: SystemActor = { kind: 'system', firmId, task: eraseDueTask };
      const dropoff = await lockDropoff(tx, id);
      // Looked at again under the lock: meanwhile it may have been submitted, closed, or gone on.
      if (dropoff?.state !== 'open' && dropoff?.state !== 'submitted') return false;
      const submitted = dropoff.state === 'submitted';
      const end = submitted || dropoff.erases_at < dropoff.expires_at ? dropoff.erases_at : dropoff.expires_at;
      if (end > now) return false;
      const counts = await countFiles(tx, dropoff.container_id);
      await setEnded(tx, id, { state: submitted ? 'closed' : 'expired', at: now, accountId: null, ...counts });
      await requestErasure(tx, actor, {
        containerId: dropoff.container_id,
        dropoffId: id,
        reason: submitted ? 'due' : 'never-submitted',
        now,
      });
      await deps.notifications.publishInboxChange(tx, firmId, id);
      return true;
    },
  };
}

/** For the erasure: what the drop-off itself knew of the contents. */
export async function forgetContents(tx: FirmTransaction, containerId: string): Promise<{ dropoffId: string }> {
  return { dropoffId: await blankDropoff(tx, containerId) };
}
