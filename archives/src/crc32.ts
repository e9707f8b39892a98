/** CRC-32 as in ZIP, GZ and RAR (ISO 3309, reflected polynomial EDB88320), four bytes a step. */
const tables = Array.from({ length: 4 }, () => new Uint32Array(256));
const [t0, t1, t2, t3] = tables as [Uint32Array, Uint32Array, Uint32Array, Uint32Array];
for (let n = 0; n < 256; n++) {
  let c = n;
  for (let bit = 0; bit < 8; bit++) c = c & 1 ? (c >>> 1) ^ 0xedb88320 : c >>> 1;
  t0[n] = c;
}
for (let n = 0; n < 256; n++) {
  for (let step = 1; step < 4; step++) {
    const before = at(tables[step - 1] as Uint32Array, n);
    (tables[step] as Uint32Array)[n] = (before >>> 8) ^ at(t0, before & 255);
  }
}

/** The checksum of `bytes`, or of all before them as well when their checksum is given. */
export function crc32(bytes: Uint8Array, before = 0): number {
  let crc = ~before;
  let index = 0;
  for (const whole = bytes.length - (bytes.length % 4); index < whole; index += 4) {
    crc ^= at(bytes, index) | (at(bytes, index + 1) << 8) | (at(bytes, index + 2) << 16) | (at(bytes, index + 3) << 24);
    crc = at(t3, crc & 255) ^ at(t2, (crc >>> 8) & 255) ^ at(t1, (crc >>> 16) & 255) ^ at(t0, crc >>> 24);
  }
  for (; index < bytes.length; index++) crc = (crc >>> 8) ^ at(t0, (crc ^ at(bytes, index)) & 255);
  return ~crc >>> 0;
}

function at(array: Uint8Array | Uint32Array, index: number): number {
  return array[index] as number;
}
