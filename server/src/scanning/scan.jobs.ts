import type { CronEntry, Tasks } from '../jobs/start-jobs.ts';
import { scanTask } from './scan-batch.ts';
import type { Scanning } from './scanning.service.ts';

/** The job only says that there is something to do: what waits stands in the files, so nothing is lost with a job. */
export function createScanTasks(scanning: Pick<Scanning, 'wake'>): Tasks {
  return {
    async [scanTask]() {
      await scanning.wake();
    },
  };
}

export const scanCron: CronEntry[] = [{ task: scanTask, schedule: '* * * * *' }];
