import { crc32, deflateRawSync } from 'node:zlib';

import { fields } from '../bytes.ts';

/** An entry with whatever it shall lie about; all left out is true. */
export type MadeEntry = {
  name: string | Uint8Array;
  data?: Uint8Array | string;
  method?: number;
  flags?: number;
  /** as stored in the archive, instead of `data` packed by `method` */
  packed?: Uint8Array;
  size?: number;
  crc?: number;
  packedSize?: number;
  localStart?: number;
  extra?: Uint8Array;
  madeBy?: number;
  attributes?: number;
  disk?: number;
  local?: {
    name?: string | Uint8Array;
    method?: number;
    flags?: number;
    size?: number;
    crc?: number;
    packedSize?: number;
  };
  /** no local header and no bytes of its own */
  directoryOnly?: boolean;
  descriptor?: boolean;
};

export type MadeZip = {
  before?: Uint8Array;
  beforeDirectory?: Uint8Array;
  after?: Uint8Array;
  comment?: Uint8Array | string;
  zip64?: boolean;
  end?: { count?: number; countHere?: number; start?: number; size?: number; disk?: number };
  zip64End?: { count?: number; start?: number; size?: number; place?: number; disks?: number };
};

/** A ZIP byte by byte from APPNOTE 6.3.10, so that it can be wrong in any one of them. */
export function makeZip(entries: readonly MadeEntry[], zip: MadeZip = {}): Uint8Array {
  const parts: Uint8Array[] = [zip.before ?? new Uint8Array(0)];
  const central: Uint8Array[] = [];
  let total = zip.before?.length ?? 0;
  const length = (): number => total;
  const push = (...more: Uint8Array[]): void => {
    for (const part of more) {
      parts.push(part);
      total += part.length;
    }
  };
  for (const entry of entries) {
    const made = valuesOf(entry);
    const start = entry.localStart ?? length();
    if (!entry.directoryOnly) push(localHeader(entry, made), made.name.local, made.extra, made.packed, made.after);
    central.push(centralRecord(entry, made, start), made.name.central, made.extra);
  }
  push(zip.beforeDirectory ?? new Uint8Array(0));
  const directory = Buffer.concat(central);
  const end = { count: entries.length, start: length(), size: directory.length };
  push(directory);
  if (zip.zip64) push(zip64Records({ ...end, ...zip.zip64End }, zip.zip64End?.place ?? length(), zip.zip64End?.disks));
  const comment = bytesOf(zip.comment ?? '');
  const told = { ...(zip.zip64 ? { count: 0xffff, start: 0xffffffff, size: 0xffffffff } : end), ...zip.end };
  const numbers: [number, number][] = [
    [0x06054b50, 4],
    [told.disk ?? 0, 2],
    [told.disk ?? 0, 2],
    [told.countHere ?? told.count, 2],
    [told.count, 2],
    [told.size, 4],
    [told.start, 4],
    [comment.length, 2],
  ];
  push(fields(numbers), comment, zip.after ?? new Uint8Array(0));
  return new Uint8Array(Buffer.concat(parts));
}

function valuesOf(entry: MadeEntry) {
  const data = bytesOf(entry.data ?? '');
  const method = entry.method ?? 0;
  const packed = entry.packed ?? (method === 8 ? deflateRawSync(data) : data);
  const crc = entry.crc ?? crc32(data);
  const size = entry.size ?? data.length;
  const packedSize = entry.packedSize ?? packed.length;
  const flags = (entry.flags ?? 0) | (entry.descriptor ? 8 : 0);
  const central = bytesOf(entry.name);
  const name = { central, local: bytesOf(entry.local?.name ?? entry.name) };
  const after = entry.descriptor
    ? fields([
        [0x08074b50, 4],
        [crc, 4],
        [packedSize, 4],
        [size, 4],
      ])
    : new Uint8Array(0);
  return { method, packed, crc, size, packedSize, flags, name, after, extra: entry.extra ?? new Uint8Array(0) };
}

function localHeader(entry: MadeEntry, made: ReturnType<typeof valuesOf>): Uint8Array {
  const hidden = entry.descriptor ? { crc: 0, packedSize: 0, size: 0 } : {};
  const told = { ...made, ...hidden, ...entry.local };
  return fields([
    [0x04034b50, 4],
    [20, 2],
    [told.flags, 2],
    [told.method, 2],
    [0, 2],
    [0x5a21, 2],
    [told.crc, 4],
    [told.packedSize, 4],
    [told.size, 4],
    [made.name.local.length, 2],
    [made.extra.length, 2],
  ]);
}

function centralRecord(entry: MadeEntry, made: ReturnType<typeof valuesOf>, start: number): Uint8Array {
  return fields([
    [0x02014b50, 4],
    [entry.madeBy ?? 20, 2],
    [20, 2],
    [made.flags, 2],
    [made.method, 2],
    [0, 2],
    [0x5a21, 2],
    [made.crc, 4],
    [made.packedSize, 4],
    [made.size, 4],
    [made.name.central.length, 2],
    [made.extra.length, 2],
    [0, 2],
    [entry.disk ?? 0, 2],
    [0, 2],
    [entry.attributes ?? 0, 4],
    [start, 4],
  ]);
}

function zip64Records(end: { count: number; start: number; size: number }, place: number, disks = 1): Uint8Array {
  return fields([
    [0x06064b50, 4],
    [44, 8],
    [45, 2],
    [45, 2],
    [0, 4],
    [0, 4],
    [end.count, 8],
    [end.count, 8],
    [end.size, 8],
    [end.start, 8],
    [0x07064b50, 4],
    [0, 4],
    [place, 8],
    [disks, 4],
  ]);
}

export function bytesOf(data: Uint8Array | string): Uint8Array {
  return typeof data === 'string' ? new TextEncoder().encode(data) : data;
}
