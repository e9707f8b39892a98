import type { FirmTransaction } from '../db/database.ts';
import { enqueue } from '../jobs/enqueue.ts';
import { scanTask } from './scan-batch.ts';

const gatherMs = 500;

/**
 * Says, in the transaction that makes files whole, that there is something to scan. One job a container waits at a time,
 * and shortly, so that a thousand small files are one job and not a thousand.
 */
export async function enqueueScan(tx: FirmTransaction, firmId: string, containerId: string): Promise<void> {
  const runAt = new Date(Date.now() + gatherMs);
  await enqueue(tx, scanTask, { firmId }, { runAt, key: `${scanTask}:${containerId}`, keepTime: true });
}
