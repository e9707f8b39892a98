import { crc32 } from 'node:zlib';

/** Numbers from 0 to 1 that are the same in every run (Mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const edges = [0, 1, 2, 8, 127, 128, 255, 256, 0x7fff, 0xffff, 0x7fffffff, 0x80000000, 0xffffffff];

/** A copy with one to six things changed: bits, numbers, pieces doubled, moved, taken out, the end cut off. */
export function mutate(original: Uint8Array, random: () => number): Uint8Array {
  const below = (limit: number): number => Math.floor(random() * limit);
  let bytes = Buffer.from(original);
  for (let changes = 1 + below(6); changes > 0 && bytes.length > 8; changes--) {
    // Headers stand at the beginning and at the end more often than in the middle.
    const near = below(3);
    const at =
      near === 0
        ? below(Math.min(bytes.length, 300))
        : near === 1
          ? bytes.length - 1 - below(Math.min(bytes.length, 300))
          : below(bytes.length);
    const length = 1 + below(Math.min(64, bytes.length - at));
    switch (below(7)) {
      case 0:
        bytes[at] = (bytes[at] ?? 0) ^ (1 << below(8));
        break;
      case 1:
        bytes[at] = below(256);
        break;
      case 2:
        if (at + 4 <= bytes.length) bytes.writeUInt32LE(edges[below(edges.length)] ?? 0, at);
        break;
      case 3:
        if (at + 2 <= bytes.length) bytes.writeUInt16LE((edges[below(edges.length)] ?? 0) & 0xffff, at);
        break;
      case 4:
        bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(at, at + length), bytes.subarray(at)]);
        break;
      case 5:
        bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + length)]);
        break;
      default:
        bytes = random() < 0.3 ? bytes.subarray(0, at) : Buffer.concat([bytes, bytes.subarray(at, at + length)]);
    }
  }
  return new Uint8Array(bytes);
}

/** Makes headers' checksums right again, so that what was changed in them is read. */
export function repair(bytes: Uint8Array): Uint8Array {
  const copy = Buffer.from(bytes);
  if (copy.subarray(0, 8).equals(Buffer.from('526172211a070100', 'hex'))) repairRar5(copy);
  else if (copy.subarray(0, 7).equals(Buffer.from('526172211a0700', 'hex'))) repairRar4(copy);
  else if (copy[0] !== 0x50 && copy[0] !== 0x1f) repairTar(copy);
  return new Uint8Array(copy);
}

function repairRar5(bytes: Buffer): void {
  for (let at = 8; at + 7 < bytes.length;) {
    let size = 0;
    let start = at + 4;
    for (let shift = 0; shift < 21; shift += 7) {
      const byte = bytes[start++] ?? 0;
      size += (byte & 127) << shift;
      if (byte < 128) break;
    }
    const end = start + size;
    if (size === 0 || end > bytes.length) return;
    bytes.writeUInt32LE(crc32(bytes.subarray(at + 4, end)), at);
    const flags = bytes[start + 1] ?? 0;
    const data = flags & 2 ? (bytes[start + (flags & 1 ? 3 : 2)] ?? 0) & 127 : 0;
    at = end + data;
  }
}

function repairRar4(bytes: Buffer): void {
  for (let at = 7; at + 11 < bytes.length;) {
    const size = bytes.readUInt16LE(at + 5);
    if (size < 7 || at + size > bytes.length) return;
    bytes.writeUInt16LE(crc32(bytes.subarray(at + 2, at + size)) & 0xffff, at);
    at += size + (bytes.readUInt16LE(at + 3) & 0x8000 ? bytes.readUInt32LE(at + 7) : 0);
  }
}

function repairTar(bytes: Buffer): void {
  for (let at = 0; at + 512 <= bytes.length; at += 512) {
    // Only what still looks like a header: data is left alone.
    if (!/^[0-7 ]{5,7}\0/.test(bytes.toString('latin1', at + 148, at + 156))) continue;
    bytes.write('        ', at + 148, 'latin1');
    const sum = bytes.subarray(at, at + 512).reduce((total, byte) => total + byte, 0);
    bytes.write(`${sum.toString(8).padStart(6, '0')}\0 `, at + 148, 'latin1');
  }
}
