import type { Attempts } from '../access/attempts.ts';
import type { CronEntry, Tasks } from '../jobs/start-jobs.ts';
import type { Accounts } from './accounts.service.ts';

const tidyTask = 'tidy-accounts';

/** Removes sessions nobody used for 90 days, links for new passwords that ran out, and counters of tries that no window reaches any more. */
export function createAccountTasks(deps: {
  accounts: Pick<Accounts, 'forgetOldSessions' | 'forgetOldPasswordResets'>;
  attempts: Pick<Attempts, 'pruneAttempts'>;
  firms: { listFirmIds(): Promise<string[]> };
}): Tasks {
  return {
    async [tidyTask]() {
      await deps.attempts.pruneAttempts();
      for (const firmId of await deps.firms.listFirmIds()) {
        await deps.accounts.forgetOldSessions(firmId);
        await deps.accounts.forgetOldPasswordResets(firmId);
      }
    },
  };
}

export const accountCron: CronEntry[] = [{ task: tidyTask, schedule: '40 2 * * *', catchUpHours: 24 }];
