import { sha256 } from './sha256.ts';

import { type ErasureCertificate, erasureBytes, type UnsignedErasureCertificate } from './erasure-certificate.ts';
import { type Receipt, receiptBytes, type UnsignedReceipt } from './receipt.ts';

/** SHA-256 over the signed bytes, 64 lower-case hexadecimal digits: by it the event of handing over names its receipt. */
export function receiptDigest(receipt: UnsignedReceipt | Receipt): string {
  return hexDigest(receiptBytes(receipt));
}

/** The same of a certificate, by which the event of erasure names it. */
export function certificateDigest(certificate: UnsignedErasureCertificate | ErasureCertificate): string {
  return hexDigest(erasureBytes(certificate));
}

function hexDigest(bytes: Uint8Array): string {
  return Array.from(sha256(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
