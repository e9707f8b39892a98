import { decodeBase64 } from '@schleuse/proofs/base64';
import { openCheckpoint } from '@schleuse/proofs/checkpoint';
import { parseVerifierKey } from '@schleuse/proofs/note-key';
import type { SignedDocument } from '@schleuse/proofs/parse-document';
import { verifyCertificateFully } from '@schleuse/proofs/verify-certificate';
import { keyFingerprint } from '@schleuse/proofs/verify-receipt';
import { type ReceiptReport, verifyReceiptFully } from '@schleuse/proofs/verify-receipt-log';

/** What this server said when the page was opened; nothing is asked afterwards. */
export type Published = {
  firm?: { name: string; receiptKey: string } | undefined;
  /** The signed head of the firm's log. */
  checkpoint?: string | undefined;
};

export type CheckedDocument = {
  report: ReceiptReport;
  /** Of the key the document names; for comparing over the telephone. */
  fingerprint: string;
  /** That key is the one this server publishes. */
  firmKeyKnown: boolean;
  /** So is the log's. */
  logKeyKnown: boolean;
};

/**
 * Checks everything that can be checked without asking anybody.
 *
 * @returns undefined where the browser cannot check Ed25519 signatures, or the page has no secure connection
 */
export async function checkDocument(
  document: SignedDocument,
  published: Published,
): Promise<CheckedDocument | undefined> {
  // oxlint-disable-next-line typescript/no-unnecessary-condition -- missing on addresses without https
  if (!crypto.subtle) return undefined;
  try {
    return {
      report: await (document.format === 'schleuse-receipt-v1'
        ? verifyReceiptFully(document)
        : verifyCertificateFully(document)),
      fingerprint: await keyFingerprint(decodeBase64(document.signingKey) ?? new Uint8Array()),
      firmKeyKnown: published.firm?.receiptKey === document.signingKey,
      logKeyKnown: await isLogKnown(document, published.checkpoint),
    };
  } catch (error) {
    if (error instanceof DOMException && error.name === 'NotSupportedError') return undefined;
    throw error;
  }
}

async function isLogKnown(document: SignedDocument, checkpoint: string | undefined): Promise<boolean> {
  if (document.verifierKey === undefined || checkpoint === undefined) return false;
  try {
    await openCheckpoint(checkpoint, parseVerifierKey(document.verifierKey));
    return true;
  } catch {
    return false;
  }
}
