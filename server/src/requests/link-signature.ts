import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto';

/** What a signed link says: whose drop-off, of which case, and until when (seconds since 1970). */
export type SignedLink = { firmId: string; customerNumber: string; caseReference: string; until: number };

const version = 'schleuse-link-v1';
/** DER of an Ed25519 public key up to its 32 bytes (RFC 8410, section 4). */
const derHead = Buffer.from('302a300506032b6570032100', 'hex');

/**
 * The text a link's signature covers: five lines without an end of line after the last, in UTF-8. Lines instead of the
 * address itself, since programs differ in how they write spaces and umlauts there.
 */
export function linkText({ firmId, customerNumber, caseReference, until }: SignedLink): string {
  return [version, firmId, customerNumber, caseReference, String(until)].join('\n');
}

/** @param signature 64 bytes of Ed25519, base64url. @param publicKey 32 bytes */
export function isSignedBy(publicKey: Uint8Array, link: SignedLink, signature: string): boolean {
  const bytes = Buffer.from(signature, 'base64url');
  // A line more would move the others.
  if (bytes.length !== 64 || /\n/.test(link.customerNumber + link.caseReference)) return false;
  const key = createPublicKey({ key: Buffer.concat([derHead, publicKey]), format: 'der', type: 'spki' });
  return verify(null, Buffer.from(linkText(link)), key, bytes);
}

/** A pair for the firm's own programs. Only the public half is kept. */
export function newLinkKey(): { publicKey: Buffer; privateKeyPem: string } {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  return {
    publicKey: publicKey.export({ format: 'der', type: 'spki' }).subarray(derHead.length),
    privateKeyPem: privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
  };
}
