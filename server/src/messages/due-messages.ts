import type { SystemActor } from '../actor.ts';
import type { FirmTransaction } from '../db/database.ts';
import { eraseDueTask } from '../retention/erase-due-deps.ts';
import { findKeeper } from '../retention/holds.ts';
import type { ErasedSubject } from '../retention/make-certificate.ts';
import type { Perishable } from '../retention/perishable.ts';
import { requestErasure } from '../retention/request-erasure.ts';
import {
  blankMessage,
  findDueMessages,
  findMessageOfContainer,
  foreseeMessages,
  lockMessage,
  setMessageClosed,
} from './messages.queries.ts';

const rule = 'message';

/** How messages go that nobody was done with: after 14 days. */
export const dueMessages: Perishable = {
  findDue: findDueMessages,
  async giveUpDue(tx, firmId, id, now) {
    const actor: SystemActor = { kind: 'system', firmId, task: eraseDueTask };
    const row = await lockMessage(tx, id);
    if (!row || row.closed_at || row.erases_at > now) return false;
    const moments = { arrival: row.received_at };
    const containerId = row.container_id;
    if (await findKeeper(tx, { firmId, containerId, kind: 'message', moments }, now)) return false;
    await setMessageClosed(tx, id, now);
    await requestErasure(tx, actor, {
      containerId,
      dropoffId: id,
      subjectKind: 'message',
      reason: 'due',
      moments,
      now,
    });
    return rule;
  },
  async foresee(tx, until, limit) {
    const rows = await foreseeMessages(tx, until, limit);
    return rows.map((row) => ({
      id: row.id,
      containerId: row.container_id,
      customerNumber: '',
      reason: 'due' as const,
      due: row.erases_at,
      rule,
      begunAt: row.received_at,
      arrivedAt: row.received_at,
      files: 0,
      bytes: 0,
    }));
  },
  async containerOf(tx, id) {
    const row = await lockMessage(tx, id);
    return row && { containerId: row.container_id, givenUp: row.closed_at !== null };
  },
};

/** For the certificate; undefined for a container that is no message's. */
export async function describeMessage(tx: FirmTransaction, containerId: string): Promise<ErasedSubject | undefined> {
  const row = await findMessageOfContainer(tx, containerId);
  return (
    row && {
      dropoffId: row.id,
      begunAt: row.received_at,
      arrivedAt: row.received_at,
      profile: null,
      due: row.erases_at,
      rule,
      subjectKind: 'message' as const,
    }
  );
}

/** For the erasure: what the row itself knew. */
export async function forgetMessage(
  tx: FirmTransaction,
  containerId: string,
): Promise<{ dropoffId: string; subjectKind: 'message' } | undefined> {
  const row = await findMessageOfContainer(tx, containerId);
  if (!row) return undefined;
  await blankMessage(tx, row.id);
  return { dropoffId: row.id, subjectKind: 'message' };
}
