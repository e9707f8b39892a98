import { hashFileTask } from '../files/files.jobs.ts';
import type { FirmTransaction } from '../db/database.ts';
import { enqueue } from '../jobs/enqueue.ts';
import { enqueueScan } from '../scanning/scan-queue.ts';

/** What files that have become whole give to do, in the transaction that makes them whole. */
export type UploadJobs = {
  hash(tx: FirmTransaction, firmId: string, fileId: string): Promise<void>;
  scan(tx: FirmTransaction, firmId: string, containerId: string): Promise<void>;
};

/** @param scansFiles whether a virus scanner looks at every file */
export function uploadJobs(scansFiles: boolean): UploadJobs {
  return {
    hash: (tx, firmId, fileId) => enqueue(tx, hashFileTask, { firmId, fileId }, { key: `${hashFileTask}:${fileId}` }),
    scan: async (tx, firmId, containerId) => {
      if (scansFiles) await enqueueScan(tx, firmId, containerId);
    },
  };
}
