import { canonicalJson } from './canonical-json.ts';
import type { EventProof } from './event-entry.ts';
import { checkSigned, instant, isCount, MalformedDocument, readDocument, someText } from './read-document.ts';

/** One file as it arrived. */
export type ReceiptFile = {
  /** Relative path with `/` where a folder was sent, else the file's name. */
  name: string;
  /** Bytes, 0 to 2^53 - 1. */
  size: number;
  /** SHA-256 of the whole file, 64 lower-case hexadecimal digits. */
  sha256: string;
};

/** What the firm signs: everything of a receipt but the signature (proofs/SPEC.md). */
export type UnsignedReceipt = {
  format: 'schleuse-receipt-v1';
  /** Of the drop-off, a UUID. */
  id: string;
  /** The firm's name at the time of arrival. */
  firm: string;
  customerNumber: string;
  /** RFC 3339 in UTC, from the server's clock. */
  receivedAt: string;
  erasesAt: string;
  files: ReceiptFile[];
  /** The firm's Ed25519 public key, 32 bytes as base64. */
  signingKey: string;
};

/** The proof says that the handing over is in the firm's log; it is not under the signature, as it comes later. */
export type Receipt = UnsignedReceipt &
  Partial<EventProof> & {
    /** Ed25519 (RFC 8032) over receiptBytes(), 64 bytes as base64. */
    signature: string;
  };

/** The bytes under the signature: canonical JSON (RFC 8785) of all members but `signature` and those of the proof. */
export function receiptBytes(receipt: UnsignedReceipt | Receipt): Uint8Array<ArrayBuffer> {
  const { signature: _signature, leaf: _leaf, proof: _proof, verifierKey: _key, ...signed } = receipt as Receipt;
  return canonicalJson(signed);
}

/**
 * Reads a receipt from its JSON text. Members it does not know are kept, as the signature covers them.
 *
 * @throws MalformedDocument
 */
export function parseReceipt(text: string): Receipt {
  return asReceipt(readDocument(text));
}

/** The same for JSON that was read already. @throws MalformedDocument */
export function asReceipt(document: Record<string, unknown>): Receipt {
  checkSigned(document, 'schleuse-receipt-v1', [
    ['customerNumber', someText],
    ['receivedAt', instant],
    ['erasesAt', instant],
  ]);
  const { files } = document;
  if (!Array.isArray(files)) throw new MalformedDocument('files is not a list');
  if (!files.every(isReceiptFile)) throw new MalformedDocument('a file has the wrong form');
  return document as Receipt;
}

function isReceiptFile(value: unknown): value is ReceiptFile {
  const file = value as Partial<ReceiptFile> | null;
  return (
    typeof file?.name === 'string' &&
    isCount(file.size) &&
    typeof file.sha256 === 'string' &&
    /^[0-9a-f]{64}$/.test(file.sha256)
  );
}
