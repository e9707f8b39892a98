import { createHmac, createSecretKey } from 'node:crypto';

import { SealingError } from './sealing-error.ts';

const HASH_BYTES = 64;

/** HKDF-Expand with SHA-512 (RFC 5869, 2.3); `length` 1 to 16,320 bytes. The key must be uniformly random already. */
export function expandKey(key: Uint8Array, info: Uint8Array, length: number): Uint8Array {
  if (length < 1 || length > 255 * HASH_BYTES) throw new SealingError('misuse', 'HKDF gives 1 to 16,320 bytes.');
  const out = new Uint8Array(length);
  // As a key object: Node looks at raw key bytes four times as long as the whole HMAC takes.
  const hmacKey = createSecretKey(key);
  let previous: Uint8Array = new Uint8Array(0);
  for (let filled = 0, counter = 1; filled < length; counter++) {
    previous = createHmac('sha512', hmacKey).update(previous).update(info).update(Uint8Array.of(counter)).digest();
    out.set(previous.subarray(0, length - filled), filled);
    filled += previous.length;
  }
  return out;
}
