import type { SystemActor } from '../actor.ts';
import type { FirmTransaction } from '../db/database.ts';
import { recordDropoffFollowedUp } from '../evidence/dropoff-events.ts';
import { followUpHorizon } from './deadlines.ts';
import { findStalled, lockDropoff, setFollowedUp } from './dropoffs.queries.ts';
import type { DropoffsDeps } from './dropoffs-deps.ts';

export const followUpTask = 'follow-up-unfinished';

/** Tells firms, once each, of drop-offs that began and had no progress for two hours. Says of how many. */
export async function followUpUnfinished(deps: DropoffsDeps): Promise<number> {
  const horizon = followUpHorizon(deps.clock());
  let count = 0;
  for (const firmId of await deps.firms.listFirmIds()) {
    for (const id of await deps.database.inFirm(firmId, (tx) => findStalled(tx, horizon))) {
      count += await deps.database.inFirm(firmId, (tx) => followUp(deps, tx, firmId, id, horizon));
    }
  }
  return count;
}

async function followUp(
  deps: DropoffsDeps,
  tx: FirmTransaction,
  firmId: string,
  id: string,
  horizon: Date,
): Promise<number> {
  const actor: SystemActor = { kind: 'system', firmId, task: followUpTask };
  const dropoff = await lockDropoff(tx, id);
  if (dropoff?.state !== 'open' || dropoff.followed_up_at || dropoff.progress_at > horizon) return 0;
  const uploads = await deps.uploads.listUploads(tx, dropoff.container_id);
  const arrived = uploads.filter((upload) => upload.state === 'complete').length;
  const begun = uploads.filter((upload) => upload.state === 'open').length + arrived;
  const expected = Math.max(dropoff.expected_files ?? 0, begun);
  await setFollowedUp(tx, id, deps.clock());
  await recordDropoffFollowedUp(tx, actor, id, { arrived, expected });
  await deps.notifications.notifyUnfinished(tx, {
    firmId,
    dropoffId: id,
    arrived,
    expected,
    lastProgressAt: dropoff.progress_at,
  });
  return 1;
}
