import type { ProofOfWork } from '../access/proof-of-work.ts';
import type { CronEntry, Tasks } from '../jobs/start-jobs.ts';

const forgetTask = 'forget-challenges';

/** Spent challenges are kept only as long as they could come again. */
export function createCustomerTasks(deps: { proofOfWork: Pick<ProofOfWork, 'pruneChallenges'> }): Tasks {
  return { [forgetTask]: async () => await deps.proofOfWork.pruneChallenges() };
}

export const customerCron: CronEntry[] = [{ task: forgetTask, schedule: '35 * * * *' }];
