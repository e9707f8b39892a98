import { accountCron, createAccountTasks } from './accounts/accounts.jobs.ts';
import type { Database } from './db/database.ts';
import { createDropoffTasks, dropoffCron } from './dropoffs/dropoffs.jobs.ts';
import { mailCheckpoints, mailCheckpointsTask } from './evidence/checkpoint-mails.ts';
import { createFileTasks } from './files/files.jobs.ts';
import { createMessageTasks } from './messages/messages.jobs.ts';
import type { CronEntry, Tasks } from './jobs/start-jobs.ts';
import type { Log } from './log.ts';
import { createRequestTasks, requestCron } from './requests/requests.jobs.ts';
import { createRetentionTasks, enqueueErasureRun, retentionCron } from './retention/retention.jobs.ts';
import { createScanTasks, scanCron } from './scanning/scan.jobs.ts';
import type { Services } from './services.ts';
import { enqueueSweep, uploadsCron, uploadsTasks } from './uploads/uploads.jobs.ts';

const sweepMailsTask = 'sweep-mails';
const pruneChallengesTask = 'prune-challenges';

/** What the house does by itself, gathered from the rooms. */
export function gatherTasks(services: Services, log: Log): Tasks {
  const { accounts, attempts, dropoffs, erasing, files, firms, mailDelivery, proofOfWork, retention, uploads } =
    services;
  return {
    ...createAccountTasks({ accounts, attempts, firms }),
    ...createDropoffTasks(dropoffs, { database: erasing.database, wakeScanner: services.scanning.wake }),
    ...createFileTasks(files),
    ...createMessageTasks(services.messageTasks),
    ...createRetentionTasks(erasing, retention),
    ...createRequestTasks({ requests: services.requests, listFirmIds: () => firms.listFirmIds() }),
    ...createScanTasks(services.scanning),
    ...uploadsTasks({ uploads, listFirmIds: () => firms.listFirmIds(), log }),
    async 'send-mail'(payload, signal) {
      const { firmId, mailId } = payload as { firmId: string; mailId: string };
      await mailDelivery.send(firmId, mailId, signal);
    },
    [mailCheckpointsTask]: () => mailCheckpoints(services.checkpointMails),
    [sweepMailsTask]: () => mailDelivery.sweep(),
    [pruneChallengesTask]: () => proofOfWork.pruneChallenges(),
  };
}

export const cron: CronEntry[] = [
  ...accountCron,
  ...dropoffCron,
  ...requestCron,
  ...retentionCron,
  ...scanCron,
  ...uploadsCron,
  { task: mailCheckpointsTask, schedule: '5 3 * * *', catchUpHours: 20 },
  { task: sweepMailsTask, schedule: '*/10 * * * *' },
  { task: pruneChallengesTask, schedule: '41 4 * * *' },
];

/** What may have been missed while the server was down. */
export async function enqueueMissedWork(database: Database): Promise<void> {
  await database.outsideFirm(async (tx) => {
    await enqueueErasureRun(tx);
    await enqueueSweep(tx);
  });
}
