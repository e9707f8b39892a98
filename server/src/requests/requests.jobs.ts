import type { CronEntry, Tasks } from '../jobs/start-jobs.ts';
import type { Requests } from './requests.service.ts';

const forgetTask = 'forget-requests';

/** What was asked for may name people: it is forgotten 90 days after its end. */
export function createRequestTasks(deps: {
  requests: Pick<Requests, 'forgetEnded'>;
  listFirmIds(): Promise<string[]>;
}): Tasks {
  return {
    async [forgetTask]() {
      for (const firmId of await deps.listFirmIds()) await deps.requests.forgetEnded(firmId);
    },
  };
}

export const requestCron: CronEntry[] = [{ task: forgetTask, schedule: '50 2 * * *', catchUpHours: 24 }];
