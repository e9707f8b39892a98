import { decodeBase64 } from '@schleuse/proofs/base64';
import { openCheckpoint } from '@schleuse/proofs/checkpoint';
import { parseVerifierKey } from '@schleuse/proofs/note-key';
import type { Receipt } from '@schleuse/proofs/receipt';
import { keyFingerprint } from '@schleuse/proofs/verify-receipt';
import { type ReceiptReport, verifyReceiptFully } from '@schleuse/proofs/verify-receipt-log';

/** What this server said when the page was opened; nothing is asked afterwards. */
export type Published = {
  firm?: { name: string; receiptKey: string } | undefined;
  /** The signed head of the firm's log. */
  checkpoint?: string | undefined;
};

export type CheckedReceipt = {
  report: ReceiptReport;
  /** Of the key the receipt names; for comparing over the telephone. */
  fingerprint: string;
  /** The receipt's key is the one this server publishes. */
  firmKeyKnown: boolean;
  /** So is the log's. */
  logKeyKnown: boolean;
};

/**
 * Checks everything that can be checked without asking anybody.
 *
 * @returns undefined where the browser cannot check Ed25519 signatures, or the page has no secure connection
 */
export async function checkReceipt(receipt: Receipt, published: Published): Promise<CheckedReceipt | undefined> {
  // oxlint-disable-next-line typescript/no-unnecessary-condition -- missing on addresses without https
  if (!crypto.subtle) return undefined;
  try {
    return {
      report: await verifyReceiptFully(receipt),
      fingerprint: await keyFingerprint(decodeBase64(receipt.signingKey) ?? new Uint8Array()),
      firmKeyKnown: published.firm?.receiptKey === receipt.signingKey,
      logKeyKnown: await isLogKnown(receipt, published.checkpoint),
    };
  } catch (error) {
    if (error instanceof DOMException && error.name === 'NotSupportedError') return undefined;
    throw error;
  }
}

async function isLogKnown(receipt: Receipt, checkpoint: string | undefined): Promise<boolean> {
  if (receipt.verifierKey === undefined || checkpoint === undefined) return false;
  try {
    await openCheckpoint(checkpoint, parseVerifierKey(receipt.verifierKey));
    return true;
  } catch {
    return false;
  }
}
