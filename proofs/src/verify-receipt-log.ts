import type { LoggedEvent } from './event-entry.ts';
import type { Receipt } from './receipt.ts';
import { receiptDigest } from './receipt-digest.ts';
import { type LogTrust, type LogVerdict, verifyLogProof } from './verify-log-proof.ts';
import { type ReceiptVerdict, verifyReceipt } from './verify-receipt.ts';

/** What was got on another way than with the receipt. */
export type ReceiptTrust = LogTrust & {
  /** The firm's Ed25519 key, 32 bytes. */
  receiptKey?: Uint8Array;
};

/**
 * `genuine`: the signature is right, and so is the proof, if there is one. `proven`: there is one. Whether keys were
 * compared with what is known from elsewhere stands in the parts.
 */
export type ReceiptReport = { genuine: boolean; proven: boolean; signature: ReceiptVerdict; log: LogVerdict };

/** Checks a receipt's signature and, where it has one, its proof: event, entry, place, checkpoint, witnesses. */
export async function verifyReceiptFully(receipt: Receipt, trust: ReceiptTrust = {}): Promise<ReceiptReport> {
  const signature = await verifyReceipt(receipt, trust.receiptKey);
  const log = await verifyReceiptLog(receipt, trust);
  const signed = signature === 'signed_by_given_key' || signature === 'signed_by_own_key';
  return { genuine: signed && log.result !== 'failed', proven: signed && log.result === 'proven', signature, log };
}

/** Checks a receipt's proof alone (proofs/SPEC.md). */
export async function verifyReceiptLog(receipt: Receipt, trust: ReceiptTrust = {}): Promise<LogVerdict> {
  return await verifyLogProof(receipt, (event) => isOfReceipt(event, receipt), trust);
}

function isOfReceipt({ kind, subject, details }: LoggedEvent, receipt: Receipt): boolean {
  const handedOver = kind === 'dropoff-submitted' && subject.kind === 'dropoff' && subject.id === receipt.id;
  return handedOver && details['receiptSha256'] === receiptDigest(receipt);
}
