import type { CronEntry, Tasks } from '../jobs/start-jobs.ts';
import type { Dropoffs } from './dropoffs.service.ts';
import { followUpTask } from './follow-up.ts';
import { proveReceiptTask } from './receipt-proof.ts';

export function createDropoffTasks(dropoffs: Pick<Dropoffs, 'followUpUnfinished' | 'proveReceipt'>): Tasks {
  return {
    async [followUpTask]() {
      await dropoffs.followUpUnfinished();
    },
    async [proveReceiptTask](payload) {
      const { firmId, dropoffId } = payload as { firmId: string; dropoffId: string };
      await dropoffs.proveReceipt(firmId, dropoffId);
    },
  };
}

export const dropoffCron: CronEntry[] = [{ task: followUpTask, schedule: '*/10 * * * *' }];
