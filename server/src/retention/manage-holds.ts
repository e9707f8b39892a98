import type { StaffActor } from '../actor.ts';
import { Conflict, InvalidInput, NotFound } from '../errors.ts';
import { recordHoldLifted, recordHoldPlaced } from '../evidence/retention-events.ts';
import { enqueue } from '../jobs/enqueue.ts';
import type { FirmTransaction } from '../db/database.ts';
import { isPlainText } from '../plain-text.ts';
import { type EraseDueDeps, eraseDueTask } from './erase-due-deps.ts';
import { customerExists, findHold, type HoldRow, insertHold, listHolds, setLifted, takeTurn } from './holds.queries.ts';

/** What is to be kept: one drop-off, all of a customer's, or all of the firm's, what comes later included. */
export type NewHold = {
  scope: 'dropoff' | 'customer' | 'firm';
  dropoffId?: string | undefined;
  customerId?: string | undefined;
  /** Why, for those who look at it later; 1 to 500 characters. */
  reason: string;
  /** Without it the hold lasts until it is lifted. */
  until?: Date | undefined;
};

export type Hold = {
  id: string;
  scope: NewHold['scope'];
  dropoffId: string | null;
  customerId: string | null;
  customerNumber: string | null;
  reason: string;
  placedBy: string;
  placedAt: Date;
  until: Date | null;
  liftedAt: Date | null;
};

type HoldsDeps = Pick<EraseDueDeps, 'database' | 'clock' | 'perishables'>;

export async function listHoldsOf(deps: HoldsDeps, firmId: string, ended: boolean): Promise<Hold[]> {
  const rows = await deps.database.inFirm(firmId, (tx) => listHolds(tx, deps.clock(), { ended }));
  return rows.map(viewHold);
}

/**
 * @throws InvalidInput `hold_invalid`, NotFound for what is not there, Conflict `erasure_begun` for a drop-off that was
 *   given up already: a hold brings nothing back
 */
export async function placeHold(deps: HoldsDeps, actor: StaffActor, hold: NewHold & { id: string }): Promise<Hold> {
  const { firmId } = actor;
  const now = deps.clock();
  const reason = hold.reason.trim();
  const until = hold.until ?? null;
  if (reason.length < 1 || reason.length > 500 || !isPlainText(reason) || (until && until <= now)) {
    throw new InvalidInput('hold_invalid', 'A hold needs a reason of at most 500 characters and an end in the future.');
  }
  return await deps.database.inFirm(firmId, async (tx) => {
    await takeTurn(tx, firmId, 'places');
    const target = await findTarget(deps, tx, firmId, hold);
    const { scope, subjectId } = target;
    await insertHold(tx, {
      id: hold.id,
      firmId,
      scope,
      containerId: scope === 'container' ? target.containerId : null,
      customerId: scope === 'customer' ? subjectId : null,
      reason,
      placedBy: actor.accountId,
      placedAt: now,
      until,
    });
    await recordHoldPlaced(tx, actor, { id: hold.id, scope, subjectId, until });
    // What became due meanwhile goes as soon as the hold has ended.
    if (until) await enqueueRun(tx, firmId, hold.id, new Date(until.getTime() + 1000));
    return await viewOf(tx, hold.id);
  });
}

/** Ends a hold; what was due goes with the run that is started. Lifting again changes nothing. */
export async function liftHold(deps: HoldsDeps, actor: StaffActor, id: string): Promise<void> {
  const { firmId } = actor;
  await deps.database.inFirm(firmId, async (tx) => {
    const hold = await findHold(tx, id);
    if (!hold) throw new NotFound();
    if (!(await setLifted(tx, id, actor.accountId, deps.clock()))) return;
    const subjectId = hold.dropoff_id ?? hold.customer_id ?? firmId;
    await recordHoldLifted(tx, actor, { id, scope: hold.scope, subjectId });
    await enqueueRun(tx, firmId, id);
  });
}

type Target =
  | { scope: 'container'; containerId: string; subjectId: string }
  | { scope: 'customer' | 'firm'; subjectId: string };

async function findTarget(deps: HoldsDeps, tx: FirmTransaction, firmId: string, hold: NewHold): Promise<Target> {
  if (hold.scope === 'firm') return { scope: 'firm', subjectId: firmId };
  const id = hold.scope === 'dropoff' ? hold.dropoffId : hold.customerId;
  if (id === undefined) throw new InvalidInput('hold_invalid', `A hold of this scope needs the ${hold.scope}'s id.`);
  if (hold.scope === 'customer') {
    if (!(await customerExists(tx, id))) throw new NotFound();
    return { scope: 'customer', subjectId: id };
  }
  for (const { containerOf } of deps.perishables) {
    const found = await containerOf(tx, id);
    if (found?.givenUp) throw new Conflict('erasure_begun', 'This was given up already; a hold brings nothing back.');
    if (found) return { scope: 'container', containerId: found.containerId, subjectId: id };
  }
  throw new NotFound();
}

async function enqueueRun(tx: FirmTransaction, firmId: string, holdId: string, runAt?: Date): Promise<void> {
  await enqueue(tx, eraseDueTask, { firmId }, { key: `${eraseDueTask}:hold:${holdId}`, ...(runAt && { runAt }) });
}

async function viewOf(tx: FirmTransaction, id: string): Promise<Hold> {
  const row = await findHold(tx, id);
  if (!row) throw new NotFound();
  return viewHold(row);
}

function viewHold(row: HoldRow): Hold {
  return {
    id: row.id,
    scope: row.scope === 'container' ? 'dropoff' : row.scope,
    dropoffId: row.dropoff_id,
    customerId: row.customer_id,
    customerNumber: row.customer_number,
    reason: row.reason,
    placedBy: row.placed_by_name,
    placedAt: row.placed_at,
    until: row.until,
    liftedAt: row.lifted_at,
  };
}
