import { decodeBase64 } from './base64.ts';
import type { Receipt } from './receipt.ts';
import { receiptBytes } from './receipt.ts';

/**
 * `signed_by_given_key`: by the key the caller trusts. `signed_by_own_key`: unchanged since it was signed, by the key
 * written in it; whose key that is remains to be compared. The other two are failures.
 */
export type ReceiptVerdict = 'signed_by_given_key' | 'signed_by_own_key' | 'other_key' | 'signature_wrong';

/**
 * Checks a receipt's signature with WebCrypto, in browsers and Node, without any request.
 *
 * @param trustedKey the firm's Ed25519 public key (32 bytes), got on another way than with the receipt
 * @throws DOMException `NotSupportedError` where WebCrypto lacks Ed25519
 */
export async function verifyReceipt(receipt: Receipt, trustedKey?: Uint8Array): Promise<ReceiptVerdict> {
  return await verifySignature(receipt, receiptBytes(receipt), trustedKey);
}

/** The same for any document of a firm that carries its key and signature; `signed` are the bytes under the latter. */
export async function verifySignature(
  document: { signingKey: string; signature: string },
  signed: Uint8Array<ArrayBuffer>,
  trustedKey?: Uint8Array,
): Promise<ReceiptVerdict> {
  const ownKey = decodeBase64(document.signingKey);
  if (ownKey?.length !== 32) return 'signature_wrong';
  if (trustedKey && !sameBytes(ownKey, trustedKey)) return 'other_key';
  const signature = decodeBase64(document.signature);
  if (signature?.length !== 64) return 'signature_wrong';
  const key = await crypto.subtle.importKey('raw', ownKey, 'Ed25519', false, ['verify']);
  if (!(await crypto.subtle.verify('Ed25519', key, signature, signed))) return 'signature_wrong';
  return trustedKey ? 'signed_by_given_key' : 'signed_by_own_key';
}

/**
 * What people compare over the telephone: the first 16 bytes of the key's SHA-256, as eight groups of four
 * hexadecimal digits.
 */
export async function keyFingerprint(publicKey: Uint8Array): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', Uint8Array.from(publicKey)));
  const hex = Array.from(digest.subarray(0, 16), (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.match(/.{4}/g)?.join(' ') ?? hex;
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}
