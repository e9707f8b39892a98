import type { EraseDueDeps } from './erase-due-deps.ts';
import { countErasuresBefore } from './retention.queries.ts';

/** What should have been erased an hour ago and is not: given up without end, or due and not given up. Should be 0. */
export async function countOverdue(
  deps: Pick<EraseDueDeps, 'database' | 'perishables' | 'listFirmIds' | 'clock'>,
): Promise<number> {
  let count = 0;
  for (const firmId of await deps.listFirmIds()) count += await countOverdueOf(deps, firmId);
  return count;
}

export async function countOverdueOf(
  deps: Pick<EraseDueDeps, 'database' | 'perishables' | 'clock'>,
  firmId: string,
): Promise<number> {
  const horizon = new Date(deps.clock().getTime() - 3_600_000);
  return await deps.database.inFirm(firmId, async (tx) => {
    let count = await countErasuresBefore(tx, horizon);
    for (const { findDue } of deps.perishables) count += (await findDue(tx, horizon)).length;
    return count;
  });
}
