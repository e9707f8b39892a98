import type { StaffActor } from '../actor.ts';
import { assertMay } from '../access/may.ts';
import { NotFound } from '../errors.ts';
import type { DropoffsDeps } from './dropoffs-deps.ts';
import { findDropoff } from './dropoffs.queries.ts';
import { recordLook } from './inbox.ts';
import { listSubmitted, type SubmittedCase } from './inbox.queries.ts';

/** Every submitted drop-off, for doors that show them as folders. */
export async function listCases(deps: DropoffsDeps, actor: StaffActor): Promise<SubmittedCase[]> {
  const { firmId } = actor;
  assertMay(actor, 'list', { kind: 'dropoff', firmId });
  return await deps.database.inFirm(firmId, (tx) => listSubmitted(tx, firmId));
}

export async function noteLook(deps: DropoffsDeps, actor: StaffActor, id: string): Promise<void> {
  const { firmId } = actor;
  assertMay(actor, 'list', { kind: 'dropoff', firmId });
  await deps.database.inFirm(firmId, async (tx) => {
    const dropoff = await findDropoff(tx, id);
    if (!dropoff) throw new NotFound();
    await recordLook(deps, tx, actor, { id, isSeen: dropoff.seen_at !== null });
  });
}
