import { canonicalJson } from './canonical-json.ts';
import type { EventProof } from './event-entry.ts';
import { hasPartOfProof, isEventProof } from './event-proof-form.ts';

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

/** The text is no receipt: broken JSON, a member missing or of the wrong form, a member named twice. */
export class MalformedReceipt extends Error {
  override readonly name = 'MalformedReceipt';
}

/** The bytes under the signature: canonical JSON (RFC 8785) of all members but `signature` and those of the proof. */
export function receiptBytes(receipt: UnsignedReceipt | Receipt): Uint8Array<ArrayBuffer> {
  const { signature: _signature, leaf: _leaf, proof: _proof, verifierKey: _key, ...signed } = receipt as Receipt;
  return canonicalJson(signed);
}

/**
 * Reads a receipt from its JSON text. Members it does not know are kept, as the signature covers them.
 *
 * @throws MalformedReceipt
 */
export function parseReceipt(text: string): Receipt {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    throw new MalformedReceipt('not JSON');
  }
  // Two readers could take different ones of two members with one name: I-JSON (RFC 7493) forbids it.
  if (countNames(value) !== countNamesInText(text)) throw new MalformedReceipt('a member is named twice');
  checkReceipt(value);
  assertCanonical(value);
  return value;
}

/** A text with half a character in it has no canonical JSON, so no signature is over it. */
function assertCanonical(value: Receipt): void {
  try {
    canonicalJson(value);
  } catch {
    throw new MalformedReceipt('a text is not Unicode');
  }
}

function checkReceipt(value: unknown): asserts value is Receipt {
  const receipt = value as Partial<Record<keyof Receipt, unknown>> | null;
  if (typeof receipt !== 'object' || receipt === null) throw new MalformedReceipt('not an object');
  if (receipt.format !== 'schleuse-receipt-v1') throw new MalformedReceipt('format is not schleuse-receipt-v1');
  const texts: [keyof Receipt, RegExp][] = [
    ['id', /^[0-9a-f-]{36}$/],
    ['firm', /^.+$/su],
    ['customerNumber', /^.+$/su],
    ['receivedAt', instant],
    ['erasesAt', instant],
    ['signingKey', /^[A-Za-z0-9+/]{43}=$/],
    ['signature', /^[A-Za-z0-9+/]{86}==$/],
  ];
  for (const [member, form] of texts) {
    const text = receipt[member];
    if (typeof text !== 'string' || !form.test(text)) throw new MalformedReceipt(`${member} has the wrong form`);
  }
  if (!Array.isArray(receipt.files)) throw new MalformedReceipt('files is not a list');
  if (!receipt.files.every(isReceiptFile)) throw new MalformedReceipt('a file has the wrong form');
  if (hasPartOfProof(receipt) && !isEventProof(receipt)) throw new MalformedReceipt('the proof has the wrong form');
}

const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

function isReceiptFile(value: unknown): value is ReceiptFile {
  const file = value as Partial<ReceiptFile> | null;
  return (
    typeof file?.name === 'string' &&
    typeof file.size === 'number' &&
    Number.isSafeInteger(file.size) &&
    file.size >= 0 &&
    typeof file.sha256 === 'string' &&
    /^[0-9a-f]{64}$/.test(file.sha256)
  );
}

function countNames(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const own = Array.isArray(value) ? 0 : Object.keys(value).length;
  return Object.values(value).reduce<number>((sum, member) => sum + countNames(member), own);
}

function countNamesInText(text: string): number {
  let names = 0;
  for (const [, colon] of text.matchAll(/"(?:[^"\\]|\\.)*"(\s*:)?/gs)) if (colon !== undefined) names += 1;
  return names;
}
