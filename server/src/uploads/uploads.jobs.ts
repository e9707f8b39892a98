import type { SystemActor } from '../actor.ts';
import type { FirmTransaction } from '../db/database.ts';
import { enqueue } from '../jobs/enqueue.ts';
import type { CronEntry, Tasks } from '../jobs/start-jobs.ts';
import type { Log } from '../log.ts';
import type { Uploads } from './uploads.service.ts';

export const expireUploadsTask = 'expire-uploads';
export const sweepOrphansTask = 'sweep-orphans';

export type UploadsJobsDeps = { uploads: Uploads; listFirmIds(): Promise<string[]>; log: Log };

/** What this room does by itself: ends uploads whose time is over, and removes what crashes left on the disk. */
export function uploadsTasks({ uploads, listFirmIds, log }: UploadsJobsDeps): Tasks {
  return {
    async [expireUploadsTask]() {
      for (const firmId of await listFirmIds()) {
        const actor: SystemActor = { kind: 'system', firmId, task: expireUploadsTask };
        const expired = await uploads.expireUploads(actor);
        if (expired > 0) log.info({ firmId, expired }, 'unfinished uploads expired');
      }
    },
    async [sweepOrphansTask]() {
      await uploads.sweepOrphans();
    },
  };
}

export const uploadsCron: CronEntry[] = [
  { task: expireUploadsTask, schedule: '7 * * * *' },
  { task: sweepOrphansTask, schedule: '23 3 * * *', catchUpHours: 24 },
];

/** A sweep soon: at every start, after which objects of the process before may be without a row. */
export async function enqueueSweep(tx: FirmTransaction): Promise<void> {
  await enqueue(tx, sweepOrphansTask, {}, { key: sweepOrphansTask, maxAttempts: 3 });
}
