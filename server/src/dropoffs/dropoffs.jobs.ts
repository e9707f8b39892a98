import type { CronEntry, Tasks } from '../jobs/start-jobs.ts';
import type { Dropoffs } from './dropoffs.service.ts';
import { followUpTask } from './follow-up.ts';

export function createDropoffTasks(dropoffs: Pick<Dropoffs, 'followUpUnfinished'>): Tasks {
  return {
    async [followUpTask]() {
      await dropoffs.followUpUnfinished();
    },
  };
}

export const dropoffCron: CronEntry[] = [{ task: followUpTask, schedule: '*/10 * * * *' }];
