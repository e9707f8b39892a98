import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';

import { writeDurably } from './durable-file.ts';
import { formatRecord, fromBase64, readRecord, toBase64 } from './key-ring-files.ts';
import { unwrap, wrap } from './wrap.ts';

/** PKCS #8 around a 32-byte Ed25519 seed (RFC 8410, 7). */
const ED25519_PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');

/** Where an Ed25519 key lies and what it is wrapped with; `format` names its use. */
export type SigningKeyPlace = { path: string; format: string; wrappingKey: Uint8Array; ids: Uint8Array };

export type SigningKey = { key: KeyObject; publicKey: Uint8Array };

/** Makes an Ed25519 key; durable when resolved. */
export async function createSigningKey({ path, format, wrappingKey, ids }: SigningKeyPlace): Promise<SigningKey> {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const seed = privateKey.export({ format: 'der', type: 'pkcs8' }).subarray(-32);
  const rawPublicKey = rawKey(publicKey);
  const wrapped = toBase64(wrap(wrappingKey, format, ids, seed));
  await writeDurably(path, formatRecord({ format, publicKey: toBase64(rawPublicKey), wrapped }));
  return { key: privateKey, publicKey: rawPublicKey };
}

/** The key, or undefined when there is none. */
export async function openSigningKey(place: SigningKeyPlace): Promise<SigningKey | undefined> {
  const record = await readRecord(place.path, place.format);
  if (!record) return undefined;
  const seed = unwrap(place.wrappingKey, place.format, place.ids, fromBase64(record.wrapped));
  const key = createPrivateKey({ key: Buffer.concat([ED25519_PKCS8, seed]), format: 'der', type: 'pkcs8' });
  // Derived, not read from the record: what stands there is for people.
  return { key, publicKey: rawKey(createPublicKey(key)) };
}

function rawKey(publicKey: KeyObject): Uint8Array {
  return new Uint8Array(publicKey.export({ format: 'der', type: 'spki' }).subarray(-32));
}
