import { sha256 } from '@noble/hashes/sha2.js';

import { type Receipt, receiptBytes, type UnsignedReceipt } from './receipt.ts';

/** SHA-256 over the signed bytes, 64 lower-case hexadecimal digits: by it the event of handing over names its receipt. */
export function receiptDigest(receipt: UnsignedReceipt | Receipt): string {
  return Array.from(sha256(receiptBytes(receipt)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
