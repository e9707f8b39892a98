import type { CronEntry, Tasks } from '../jobs/start-jobs.ts';
import { answerSubmit, type AnswerSubmitDeps, answerSubmitTask } from './answer-submit.ts';
import type { Dropoffs } from './dropoffs.service.ts';
import { followUpTask } from './follow-up.ts';
import { proveReceiptTask } from './receipt-proof.ts';

export function createDropoffTasks(
  dropoffs: Pick<Dropoffs, 'followUpUnfinished' | 'proveReceipt' | 'submit'>,
  submitting: Omit<AnswerSubmitDeps, 'dropoffs'>,
): Tasks {
  return {
    async [followUpTask]() {
      await dropoffs.followUpUnfinished();
    },
    async [proveReceiptTask](payload) {
      const { firmId, dropoffId } = payload as { firmId: string; dropoffId: string };
      await dropoffs.proveReceipt(firmId, dropoffId);
    },
    async [answerSubmitTask](payload) {
      await answerSubmit({ ...submitting, dropoffs }, payload as { firmId: string; requestId: string });
    },
  };
}

export const dropoffCron: CronEntry[] = [{ task: followUpTask, schedule: '*/10 * * * *' }];
