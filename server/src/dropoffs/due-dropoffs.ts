import type { SystemActor } from '../actor.ts';
import type { FirmTransaction } from '../db/database.ts';
import type { Notifications } from '../notifications/notifications.types.ts';
import { eraseDueTask } from '../retention/erase-due-deps.ts';
import { findKeeper } from '../retention/holds.ts';
import type { ErasedSubject } from '../retention/make-certificate.ts';
import type { Perishable } from '../retention/perishable.ts';
import { requestErasure } from '../retention/request-erasure.ts';
import { ruleOf } from '../retention/rules.ts';
import {
  blankDropoff,
  countFiles,
  type DropoffRow,
  findContainerOf,
  findDueDropoffs,
  findProfileOf,
  foreseeDropoffs,
  lockDropoff,
  readDropoffOfContainer,
  setEnded,
} from './dropoffs.queries.ts';

/** How drop-offs go when nobody closes them: submitted ones at their time, others when their token or time is over. */
export function createDueDropoffs(deps: { notifications: Pick<Notifications, 'publishInboxChange'> }): Perishable {
  return {
    findDue: findDueDropoffs,
    async giveUpDue(tx, firmId, id, now) {
      const actor: SystemActor = { kind: 'system', firmId, task: eraseDueTask };
      const dropoff = await lockDropoff(tx, id);
      // Looked at again under the lock: meanwhile it may have been submitted, closed, or gone on.
      if (dropoff?.state !== 'open' && dropoff?.state !== 'submitted') return false;
      if (endOf(dropoff) > now) return false;
      const containerId = dropoff.container_id;
      const moments = { arrival: dropoff.submitted_at ?? dropoff.created_at };
      if (await findKeeper(tx, { firmId, containerId, kind: 'dropoff', moments }, now)) return false;
      const submitted = dropoff.state === 'submitted';
      const reason = submitted ? 'due' : 'never-submitted';
      const counts = await countFiles(tx, containerId);
      await setEnded(tx, id, { state: submitted ? 'closed' : 'expired', at: now, accountId: null, ...counts });
      await requestErasure(tx, actor, { containerId, dropoffId: id, reason, moments, now });
      await deps.notifications.publishInboxChange(tx, firmId, id);
      return ruleOf(reason, await findProfileOf(tx, id));
    },
    async foresee(tx, until, limit) {
      const rows = await foreseeDropoffs(tx, until, limit);
      return rows.map((row) => ({
        id: row.id,
        containerId: row.container_id,
        customerNumber: row.customer_number,
        reason: row.state === 'submitted' ? ('due' as const) : ('never-submitted' as const),
        due: row.ends_at,
        rule: ruleOf(row.state === 'submitted' ? 'due' : 'never-submitted', row.profile),
        begunAt: row.created_at,
        arrivedAt: row.submitted_at,
        files: Number(row.files),
        bytes: Number(row.bytes),
      }));
    },
    async containerOf(tx, id) {
      const container = await findContainerOf(tx, id);
      return container && { containerId: container.id, givenUp: container.erase_requested_at !== null };
    },
  };
}

/** For the certificate: whose container it is, and when it came and was due. */
export async function describeErased(tx: FirmTransaction, containerId: string): Promise<ErasedSubject> {
  const dropoff = await readDropoffOfContainer(tx, containerId);
  return {
    dropoffId: dropoff.id,
    begunAt: dropoff.created_at,
    arrivedAt: dropoff.submitted_at,
    profile: await findProfileOf(tx, dropoff.id),
    due: endOf(dropoff),
  };
}

/** For the erasure: what the drop-off itself knew of the contents. */
export async function forgetContents(tx: FirmTransaction, containerId: string): Promise<{ dropoffId: string }> {
  return { dropoffId: await blankDropoff(tx, containerId) };
}

/** A submitted one goes at its time, one that was not when its token or its time is over. */
function endOf(dropoff: DropoffRow): Date {
  const { submitted_at: submittedAt, erases_at: erasesAt, expires_at: expiresAt } = dropoff;
  return submittedAt || erasesAt < expiresAt ? erasesAt : expiresAt;
}
