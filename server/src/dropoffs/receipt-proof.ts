import type { EventProof } from '@schleuse/proofs/event-entry';
import type { Receipt } from '@schleuse/proofs/receipt';
import { receiptDigest } from '@schleuse/proofs/receipt-digest';

import { enqueue } from '../jobs/enqueue.ts';
import { type DropoffRow, findDropoff, setReceiptLog } from './dropoffs.queries.ts';
import type { DropoffsDeps } from './dropoffs-deps.ts';

export const proveReceiptTask = 'prove-receipt';

/** How long submitting waits for the checkpoint with its event, in milliseconds. */
const longestWait = 1_000;

/** The stored receipt with its proof, as far as there is one. */
export function receiptOfRow(row: Pick<DropoffRow, 'receipt' | 'receipt_log'>): Receipt {
  const receipt = row.receipt as Receipt;
  return row.receipt_log ? { ...receipt, ...(row.receipt_log as EventProof) } : receipt;
}

/**
 * Adds the proof that the firm's log has the submission. It is there within a second, or follows later: nothing fails
 * for it.
 */
export async function addProof(deps: DropoffsDeps, firmId: string, receipt: Receipt): Promise<Receipt> {
  if (receipt.proof !== undefined) return receipt;
  const proven = await storeProof(deps, firmId, receipt, longestWait).catch(() => undefined);
  if (proven) return proven === 'none' ? receipt : proven;
  await deps.database
    .inFirm(firmId, (tx) =>
      enqueue(tx, proveReceiptTask, { firmId, dropoffId: receipt.id }, { key: `${proveReceiptTask}:${receipt.id}` }),
    )
    .catch(() => undefined);
  return receipt;
}

/**
 * What the job does, and whoever asks for a receipt that has no proof yet.
 * @returns undefined while the log is behind; `none` where there never will be a proof: submissions from before the log
 * say nothing of their receipt, so it stands on its signature alone
 */
export async function storeProof(
  deps: Pick<DropoffsDeps, 'database' | 'proveSubmission'>,
  firmId: string,
  receipt: Receipt,
  waitMs: number,
): Promise<Receipt | 'none' | undefined> {
  const dropoffId = receipt.id;
  const proof = await deps.proveSubmission(firmId, dropoffId, waitMs);
  if (!proof) return undefined;
  if (proof.leaf.event.details['receiptSha256'] !== receiptDigest(receipt)) return 'none';
  return await deps.database.inFirm(firmId, async (tx) => {
    await setReceiptLog(tx, dropoffId, proof);
    const row = await findDropoff(tx, dropoffId);
    return row?.state === 'submitted' ? receiptOfRow(row) : undefined;
  });
}
