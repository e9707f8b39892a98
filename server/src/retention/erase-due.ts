import type { EraseDueDeps } from './erase-due-deps.ts';
import { runFirm } from './run-firm.ts';

export type ErasureRun = { givenUp: number; erased: number; failed: number };

/**
 * The erasure run: gives up what is due by the server's clock, and finishes every erasure that was begun. One thing that
 * fails does not keep the others; it is tried again by the next run and counted in `failed`.
 */
export async function eraseDue(deps: EraseDueDeps, firmIds?: string[]): Promise<ErasureRun> {
  const run: ErasureRun = { givenUp: 0, erased: 0, failed: 0 };
  for (const firmId of firmIds ?? (await deps.listFirmIds())) {
    const { givenUp, erased, failed } = await runFirm(deps, firmId);
    run.givenUp += givenUp;
    run.erased += erased;
    run.failed += failed;
  }
  if (run.givenUp + run.erased > 0) deps.log.info(run, 'erasure run');
  return run;
}
