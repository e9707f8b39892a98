import { createSecretKey, type KeyObject, timingSafeEqual } from 'node:crypto';

import { expandKey } from './expand-key.ts';
import { COMMITMENT_BYTES, PREFIX_BYTES, SALT_BYTES } from './message-layout.ts';
import { SealingError } from './sealing-error.ts';

/** Bytes of every symmetric key of Schleuse (AES-256). */
export const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const INFO_PREFIX = new TextEncoder().encode('c2sp.org/chunked-encryption@v1+AEAD_AES_256_GCM\0');

/** The key as a key object: Node starts a cipher with one six times as fast as with raw bytes. */
export type MessageKeys = { key: KeyObject; baseNonce: Uint8Array; commitment: Uint8Array };

/** Key, base nonce and commitment of one message (chunked-encryption, "Key derivation"; AES-256-GCM, SHA-512). */
export function deriveMessageKeys(inputKey: Uint8Array, salt: Uint8Array, context: Uint8Array): MessageKeys {
  if (inputKey.length !== KEY_BYTES) {
    throw new SealingError('key_size', `The key has ${inputKey.length} bytes instead of ${KEY_BYTES}.`);
  }
  if (salt.length !== SALT_BYTES) throw new SealingError('misuse', `The salt has ${SALT_BYTES} bytes.`);
  const info = new Uint8Array(INFO_PREFIX.length + salt.length + context.length);
  info.set(INFO_PREFIX);
  info.set(salt, INFO_PREFIX.length);
  info.set(context, INFO_PREFIX.length + salt.length);
  const material = expandKey(inputKey, info, KEY_BYTES + NONCE_BYTES + COMMITMENT_BYTES);
  return {
    key: createSecretKey(material.subarray(0, KEY_BYTES)),
    baseNonce: material.subarray(KEY_BYTES, KEY_BYTES + NONCE_BYTES),
    commitment: material.subarray(KEY_BYTES + NONCE_BYTES),
  };
}

/**
 * Keys of a sealed message from its first 56 bytes, given out only when the commitment matches.
 * @throws SealingError `truncated`, `key_size`, `commitment`
 */
export function checkMessageKeys(inputKey: Uint8Array, prefix: Uint8Array, context: Uint8Array): MessageKeys {
  if (prefix.length < PREFIX_BYTES) throw new SealingError('truncated', 'The sealed bytes end within their header.');
  const keys = deriveMessageKeys(inputKey, prefix.subarray(0, SALT_BYTES), context);
  if (!timingSafeEqual(keys.commitment, prefix.subarray(SALT_BYTES, PREFIX_BYTES))) {
    throw new SealingError('commitment', 'The key or the place does not belong to these sealed bytes.');
  }
  return keys;
}

/** Nonce of chunk `n`: the base nonce with `n`, big-endian, XORed into its end. */
export function chunkNonce(baseNonce: Uint8Array, n: number): Uint8Array {
  const nonce = new Uint8Array(baseNonce);
  const view = new DataView(nonce.buffer);
  view.setUint32(8, (view.getUint32(8) ^ (n >>> 0)) >>> 0);
  view.setUint32(4, (view.getUint32(4) ^ Math.floor(n / 2 ** 32)) >>> 0);
  return nonce;
}
