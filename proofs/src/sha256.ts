import { sha256 as portable } from '@noble/hashes/sha2.js';

// The platform's own is many times as fast and there on every server; looked up, not imported, so that no browser loads
// anything for it.
const native = globalThis.process?.getBuiltinModule?.('node:crypto').hash;

/** SHA-256 (FIPS 180-4). */
export function sha256(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return native ? new Uint8Array(native('sha256', bytes, 'buffer')) : portable(bytes);
}
