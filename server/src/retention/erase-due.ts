import type { FirmTransaction } from '../db/database.ts';
import type { Log } from '../log.ts';
import { type EraseContainerDeps, eraseContainer } from './erase-container.ts';
import { countErasuresBefore, findUnfinishedErasures } from './retention.queries.ts';

export const eraseDueTask = 'erase-due';

/** Something with a time to live; one implementation for each kind of container. */
export type Perishable = {
  /** Ids of what is due at `now`, the oldest first. */
  findDue(tx: FirmTransaction, now: Date): Promise<string[]>;
  /** Gives one up, in this transaction; false when it is no longer due. */
  giveUpDue(tx: FirmTransaction, firmId: string, id: string, now: Date): Promise<boolean>;
};

export type EraseDueDeps = EraseContainerDeps & {
  perishables: Perishable[];
  listFirmIds(): Promise<string[]>;
  log: Pick<Log, 'info' | 'error'>;
};

export type ErasureRun = { givenUp: number; erased: number; failed: number };

/**
 * The erasure run: gives up what is due by the server's clock, and finishes every erasure that was begun. One thing that
 * fails does not keep the others; it is tried again by the next run and counted in `failed`.
 */
export async function eraseDue(deps: EraseDueDeps, firmIds?: string[]): Promise<ErasureRun> {
  const run: ErasureRun = { givenUp: 0, erased: 0, failed: 0 };
  const attempt = async (work: () => Promise<boolean>): Promise<number> => {
    try {
      return (await work()) ? 1 : 0;
    } catch (error) {
      run.failed += 1;
      deps.log.error({ err: error }, 'erasure failed, it will be tried again');
      return 0;
    }
  };
  for (const firmId of firmIds ?? (await deps.listFirmIds())) {
    run.givenUp += await giveUpDue(deps, firmId, attempt);
    for (const containerId of await deps.database.inFirm(firmId, findUnfinishedErasures)) {
      run.erased += await attempt(() => eraseContainer(deps, firmId, containerId));
    }
  }
  if (run.givenUp + run.erased > 0) deps.log.info(run, 'erasure run');
  const overdue = await countOverdue(deps);
  if (overdue > 0) deps.log.error({ overdue }, 'ALARM: data is kept longer than promised');
  return run;
}

/** What should have been erased an hour ago and is not: given up without end, or due and not given up. Should be 0. */
export async function countOverdue(
  deps: Pick<EraseDueDeps, 'database' | 'perishables' | 'listFirmIds' | 'clock'>,
): Promise<number> {
  const horizon = new Date(deps.clock().getTime() - 3_600_000);
  let count = 0;
  for (const firmId of await deps.listFirmIds()) {
    count += await deps.database.inFirm(firmId, (tx) => countErasuresBefore(tx, horizon));
    for (const { findDue } of deps.perishables) {
      count += (await deps.database.inFirm(firmId, (tx) => findDue(tx, horizon))).length;
    }
  }
  return count;
}

async function giveUpDue(
  deps: EraseDueDeps,
  firmId: string,
  attempt: (work: () => Promise<boolean>) => Promise<number>,
): Promise<number> {
  const now = deps.clock();
  let count = 0;
  for (const perishable of deps.perishables) {
    for (const id of await deps.database.inFirm(firmId, (tx) => perishable.findDue(tx, now))) {
      count += await attempt(() => deps.database.inFirm(firmId, (tx) => perishable.giveUpDue(tx, firmId, id, now)));
    }
  }
  return count;
}
