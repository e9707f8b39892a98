import { SealingError } from './sealing-error.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** The 16 bytes of a UUID in its lower-case text form (RFC 9562). */
export function idToBytes(id: string): Uint8Array {
  if (!UUID.test(id)) throw new SealingError('misuse', 'An id is a UUID in lower case.');
  const bytes = new Uint8Array(16);
  for (let at = 0, i = 0; i < 16; at += 2) {
    if (id[at] === '-') at++;
    bytes[i++] = Number.parseInt(id.slice(at, at + 2), 16);
  }
  return bytes;
}

/** The text form of 16 bytes. */
export function idFromBytes(bytes: Uint8Array): string {
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
}
