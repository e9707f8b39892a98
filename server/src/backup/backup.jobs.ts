import type { BackupSchedule } from '../config.ts';
import type { FirmTransaction } from '../db/database.ts';
import { enqueue } from '../jobs/enqueue.ts';
import type { CronEntry, Tasks } from '../jobs/start-jobs.ts';
import type { Log } from '../log.ts';

const takeBackupTask = 'take-backup';
/** Every minute, since it costs next to nothing: what is in the mirror no restoration takes out of the log. */
const mirrorLogsTask = 'mirror-logs';

/**
 * The backup by schedule. A run that fails is not tried before the next one is due: that is soon enough, and a full
 * disk is not hammered at.
 */
export function createBackupTasks(deps: {
  backup: BackupSchedule | undefined;
  runBackup(to: string): Promise<unknown>;
  mirrorLogs(to: string): Promise<unknown>;
  log: Pick<Log, 'error' | 'warn'>;
}): Tasks {
  let running = false;
  return {
    async [takeBackupTask]() {
      if (!deps.backup || running) return;
      running = true;
      try {
        await deps.runBackup(deps.backup.to);
      } catch (error) {
        deps.log.error({ fault: (error as Error).message }, 'ALARM: the backup failed');
      } finally {
        running = false;
      }
    },
    async [mirrorLogsTask]() {
      if (!deps.backup || running) return;
      await deps.mirrorLogs(deps.backup.to).catch((error: Error) => {
        deps.log.warn({ fault: error.message }, 'the evidence logs could not be mirrored');
      });
    },
  };
}

/** By the clock, UTC: at minute 0 of each hour and every so many minutes after it. */
export function backupCron(backup: BackupSchedule | undefined): CronEntry[] {
  if (!backup) return [];
  const minutes = backup.everyMinutes === 60 ? '0' : `*/${backup.everyMinutes}`;
  return [
    { task: takeBackupTask, schedule: `${minutes} * * * *`, catchUpHours: 1 },
    { task: mirrorLogsTask, schedule: '* * * * *' },
  ];
}

/** To be called at every start: the newest backup is as old as the server was down. */
export async function enqueueBackup(tx: FirmTransaction): Promise<void> {
  await enqueue(tx, takeBackupTask, {}, { key: `${takeBackupTask}:start`, maxAttempts: 1 });
}
