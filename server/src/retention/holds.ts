import type { FirmTransaction } from '../db/database.ts';
import { Conflict } from '../errors.ts';
import { keptUntil, type Moments } from './due-moment.ts';
import { findHoldOn, takeTurn } from './holds.queries.ts';
import { listRules, readTimeZone } from './rules.queries.ts';

/** What keeps a container from being erased now; `until` is null while nobody knows. */
export type Keeper = { by: 'hold' | 'rule'; until: Date | null };

export type Keepable = { firmId: string; containerId: string; kind: string; moments: Moments };

/**
 * Whether a hold or a minimum period keeps the container at `now`. From here to the end of the transaction no hold is
 * placed in this firm, so that giving up and placing cannot pass each other.
 */
export async function findKeeper(tx: FirmTransaction, container: Keepable, now: Date): Promise<Keeper | undefined> {
  await takeTurn(tx, container.firmId, 'gives up');
  const hold = await findHoldOn(tx, container.containerId, now);
  if (hold) return { by: 'hold', until: hold.until };
  const rules = (await listRules(tx)).filter((rule) => rule.containerKind === container.kind);
  const until = keptUntil(rules, container.moments, await readTimeZone(tx));
  if (until === undefined || (until !== 'never' && until <= now)) return undefined;
  return { by: 'rule', until: until === 'never' ? null : until };
}

/** @throws Conflict `on_hold` or `kept_by_rule`; `details.until` is when that ends, or null */
export function assertNotKept(keeper: Keeper | undefined): void {
  if (!keeper) return;
  const until = keeper.until?.toISOString() ?? null;
  if (keeper.by === 'rule') {
    throw new Conflict('kept_by_rule', 'A rule of retention keeps this; it cannot be erased before its time.', {
      until,
    });
  }
  throw new Conflict('on_hold', 'This is on hold and cannot be erased until the hold ends.', { until });
}
