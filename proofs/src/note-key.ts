import { sha256 } from './sha256.ts';

import { decodeBase64, encodeBase64 } from './base64.ts';
import { MalformedLog } from './malformed-log.ts';

/** Signature types of C2SP signed-note this code can check: a note's Ed25519 signature, a witness's timestamped one. */
export const noteSignature = 0x01;
export const timestampedCosignature = 0x04;

/** Whose signatures are believed: what a verifier key (vkey) text says. */
export type VerifierKey = {
  /** Without white space and plus sign; by custom an address without scheme, `files.example/log/…`. */
  name: string;
  /** uint32, in notes before each signature. */
  id: number;
  /** One byte. */
  type: typeof noteSignature | typeof timestampedCosignature;
  /** Ed25519, 32 bytes. */
  publicKey: Uint8Array<ArrayBuffer>;
};

/** @throws MalformedLog for a name that cannot stand in a note, or a key that is not 32 bytes */
export function makeVerifierKey(
  name: string,
  publicKey: Uint8Array,
  type: VerifierKey['type'] = noteSignature,
): VerifierKey {
  if (!isKeyName(name)) throw new MalformedLog('a key name is empty or has a space, a plus or a control character');
  if (publicKey.length !== 32) throw new MalformedLog('an Ed25519 key is 32 bytes');
  const named = new TextEncoder().encode(`${name}\n`);
  const hash = sha256(Uint8Array.of(...named, type, ...publicKey));
  return { name, id: new DataView(hash.buffer, hash.byteOffset).getUint32(0), type, publicKey: publicKey.slice() };
}

/** `<name>+<id in hexadecimal>+<base64 of type and key>` (C2SP signed-note, "Verifier keys"). */
export function formatVerifierKey({ name, id, type, publicKey }: VerifierKey): string {
  return `${name}+${id.toString(16).padStart(8, '0')}+${encodeBase64(Uint8Array.of(type, ...publicKey))}`;
}

/** @throws MalformedLog also where the id is not that of the key, or the type is one this code cannot check */
export function parseVerifierKey(text: string): VerifierKey {
  const [, name = '', id = '', encoded = ''] = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/.exec(text) ?? [];
  const [type, ...publicKey] = decodeBase64(encoded) ?? [];
  if (type === undefined) throw new MalformedLog('not a verifier key');
  if (type !== noteSignature && type !== timestampedCosignature) {
    throw new MalformedLog(`a verifier key of type ${type}, which is not known here`);
  }
  const key = makeVerifierKey(name, Uint8Array.from(publicKey), type);
  if (key.id !== Number.parseInt(id, 16)) throw new MalformedLog("the key's id is not the one it is named with");
  return key;
}

/** A key name: no Unicode space, no plus, no control character, no lone surrogate. */
export function isKeyName(name: string): boolean {
  return name.isWellFormed() && /^[^\p{White_Space}+\p{Cc}]+$/u.test(name);
}

/** Ed25519 (RFC 8032) by WebCrypto. @throws DOMException `NotSupportedError` where WebCrypto lacks it */
export async function verifyEd25519(
  publicKey: Uint8Array<ArrayBuffer>,
  message: Uint8Array<ArrayBuffer>,
  signature: Uint8Array<ArrayBuffer>,
): Promise<boolean> {
  if (publicKey.length !== 32 || signature.length !== 64) return false;
  const key = await crypto.subtle.importKey('raw', publicKey, 'Ed25519', false, ['verify']);
  return crypto.subtle.verify('Ed25519', key, signature, message);
}
