import type { FirmTransaction } from '../db/database.ts';
import { enqueue } from '../jobs/enqueue.ts';
import type { CronEntry, Tasks } from '../jobs/start-jobs.ts';
import { eraseContainer } from './erase-container.ts';
import { eraseDue } from './erase-due.ts';
import { type EraseDueDeps, eraseDueTask } from './erase-due-deps.ts';
import { type EraseContainerPayload, eraseContainerTask } from './request-erasure.ts';
import type { Retention } from './retention.service.ts';

const watchRunsTask = 'watch-erasure-runs';

export function createRetentionTasks(deps: EraseDueDeps, retention: Pick<Retention, 'watchRuns'>): Tasks {
  return {
    async [eraseContainerTask](payload) {
      const { firmId, containerId } = payload as EraseContainerPayload;
      await eraseContainer(deps, firmId, containerId);
    },
    async [eraseDueTask](payload) {
      // Of one firm when a drop-off of it just became due; else of all.
      const { firmId } = payload as { firmId?: string };
      const { failed } = await eraseDue(deps, firmId ? [firmId] : undefined);
      if (failed > 0) throw new Error(`${failed} erasures failed`);
    },
    [watchRunsTask]: () => retention.watchRuns(),
  };
}

/** Each drop-off brings a job for its own moment; the run finds what that missed, four times an hour. */
export const retentionCron: CronEntry[] = [
  { task: eraseDueTask, schedule: '*/15 * * * *' },
  { task: watchRunsTask, schedule: '37 * * * *' },
];

/** To be called at every start: what became due, or was left half erased, while the server was down. */
export async function enqueueErasureRun(tx: FirmTransaction): Promise<void> {
  await enqueue(tx, eraseDueTask, {}, { key: `${eraseDueTask}:start` });
}
