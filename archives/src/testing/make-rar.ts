import { crc32 } from 'node:zlib';

/** A RAR 5 with an entry renamed in place (to a name as long): the header's checksum is made new. */
export function renameInRar5(archive: Uint8Array, from: string, to: string): Uint8Array {
  const bytes = Buffer.from(archive);
  const at = bytes.indexOf(from);
  bytes.write(to, at);
  for (let start = at - 4; start > 8; start--) {
    const size = bytes[start + 4] ?? 0;
    const end = start + 5 + size;
    if (size > 127 || end <= at || end > bytes.length) continue;
    const old = Buffer.from(archive.subarray(start + 4, end));
    if (crc32(old) !== Buffer.from(archive).readUInt32LE(start)) continue;
    bytes.writeUInt32LE(crc32(bytes.subarray(start + 4, end)), start);
    return new Uint8Array(bytes);
  }
  throw new Error('no header of that name');
}

export type MadeRarEntry = {
  name: string;
  data?: string | Uint8Array;
  size?: number;
  crc?: number;
  method?: number;
  folder?: boolean;
  encrypted?: boolean;
  /** of Unix */
  mode?: number;
  link?: { way: number; target: string };
  blockFlags?: number;
};

/** RAR 5 block by block ("RAR 5.0 archive format"), entries stored. */
export function makeRar5(
  entries: readonly MadeRarEntry[],
  { mainFlags = 0, end = true, before = [] }: { mainFlags?: number; end?: boolean; before?: Uint8Array[] } = {},
): Uint8Array {
  const parts = [Buffer.from('526172211a070100', 'hex'), ...before, block5([1, 0, mainFlags])];
  for (const entry of entries) {
    const data = Buffer.from(entry.data ?? '');
    const name = Buffer.from(entry.name);
    const extra = [
      ...(entry.encrypted ? record([1, 0, 0, 15, ...Array.from({ length: 33 }, () => 7)]) : []),
      ...(entry.link
        ? record([
            5,
            entry.link.way,
            0,
            ...vint(Buffer.byteLength(entry.link.target)),
            ...Buffer.from(entry.link.target),
          ])
        : []),
    ];
    const crc = Buffer.alloc(4);
    crc.writeUInt32LE(entry.crc ?? crc32(data));
    const head = [
      2,
      (extra.length > 0 ? 1 : 0) | 2 | (entry.blockFlags ?? 0),
      ...(extra.length > 0 ? vint(extra.length) : []),
      ...vint(data.length),
      ...vint((entry.folder ? 1 : 0) | 4),
      ...vint(entry.size ?? data.length),
      ...vint(entry.mode ?? 0o100644),
      ...crc,
      ...vint((entry.method ?? 0) << 7),
      1,
      ...vint(name.length),
      ...name,
      ...extra,
    ];
    parts.push(block5(head), data);
  }
  if (end) parts.push(block5([5, 0, 0]));
  return new Uint8Array(Buffer.concat(parts));
}

/** The header after which everything is encrypted. */
export const rar5EncryptionHeader = block5([4, 0, 0, 0, 15, ...Array.from({ length: 16 }, () => 9)]);

function record(bytes: number[]): number[] {
  return [...vint(bytes.length), ...bytes];
}

function block5(head: number[]): Buffer {
  const sized = Buffer.from([...vint(head.length), ...head]);
  const crc = Buffer.alloc(4);
  crc.writeUInt32LE(crc32(sized));
  return Buffer.concat([crc, sized]);
}

export function vint(value: number): number[] {
  const bytes: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    bytes.push((rest % 128) | (rest >= 128 ? 128 : 0));
    if (rest < 128) return bytes;
  }
}

/** RAR 4 block by block (technote.txt of RAR 2.9 to 4.2), entries stored. */
export function makeRar4(
  entries: readonly (MadeRarEntry & { flags?: number })[],
  { mainFlags = 0, end = true }: { mainFlags?: number; end?: boolean } = {},
): Uint8Array {
  const parts = [Buffer.from('526172211a0700', 'hex'), block4(0x73, mainFlags, Buffer.alloc(6))];
  for (const entry of entries) {
    const data = Buffer.from(entry.data ?? '');
    const name = Buffer.from(entry.name.replaceAll('/', '\\'));
    const fixed = Buffer.alloc(25);
    fixed.writeUInt32LE(data.length, 0);
    fixed.writeUInt32LE(entry.size ?? data.length, 4);
    fixed.writeUInt8(3, 8);
    fixed.writeUInt32LE(entry.crc ?? crc32(data), 9);
    fixed.writeUInt8(29, 17);
    fixed.writeUInt8(0x30 + (entry.method ?? 0), 18);
    fixed.writeUInt16LE(name.length, 19);
    fixed.writeUInt32LE(entry.mode ?? 0o100644, 21);
    const flags = 0x8000 | (entry.folder ? 0xe0 : 0) | (entry.encrypted ? 4 : 0) | (entry.flags ?? 0);
    parts.push(block4(0x74, flags, Buffer.concat([fixed, name])), data);
  }
  if (end) parts.push(block4(0x7b, 0x4000, Buffer.alloc(0)));
  return new Uint8Array(Buffer.concat(parts));
}

function block4(type: number, flags: number, body: Buffer): Buffer {
  const block = Buffer.alloc(7 + body.length);
  block.writeUInt8(type, 2);
  block.writeUInt16LE(flags, 3);
  block.writeUInt16LE(block.length, 5);
  body.copy(block, 7);
  block.writeUInt16LE(crc32(block.subarray(2)) & 0xffff, 0);
  return block;
}
