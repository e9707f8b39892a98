import { fields, joined } from '../bytes.ts';
import { flagBits, lengths, methods, signatures } from '../zip/zip-records.ts';

/** An entry that was written: what the directory says of it. */
export type WrittenEntry = {
  name: Uint8Array;
  method: number;
  descriptor: boolean;
  modified: Date;
  crc: number;
  packed: number;
  size: number;
  localStart: number;
};

const largest = 0xffffffff;
const utf8Version = 20;
const zip64Version = 45;

/** Sizes of this many bytes and more are written with 64 bits: what is packed may become a little longer. */
export const longFrom = largest - 1024 * 1024;

/** The header before an entry's bytes; `long` leaves room for sizes of 64 bits. */
export function localHeader(entry: WrittenEntry, long: boolean): Uint8Array<ArrayBuffer> {
  const extra = long ? zip64Extra([entry.size, entry.packed]) : new Uint8Array(0);
  const sizes = long ? [largest, largest] : [entry.packed, entry.size];
  return joined(
    fields([
      [signatures.localHeader, 4],
      [long ? zip64Version : utf8Version, 2],
      [flagsOf(entry), 2],
      [entry.method, 2],
      [dosTime(entry.modified), 4],
      [entry.crc, 4],
      [sizes[0] ?? 0, 4],
      [sizes[1] ?? 0, 4],
      [entry.name.length, 2],
      [extra.length, 2],
    ]),
    entry.name,
    extra,
  );
}

/** What follows bytes whose sum and length were not known before them (APPNOTE 4.3.9). */
export function dataDescriptor({ crc, packed, size }: WrittenEntry, long: boolean): Uint8Array<ArrayBuffer> {
  const width = long ? 8 : 4;
  return fields([
    [signatures.dataDescriptor, 4],
    [crc, 4],
    [packed, width],
    [size, width],
  ]);
}

export function centralRecord(entry: WrittenEntry): Uint8Array<ArrayBuffer> {
  const long = entry.size >= longFrom || entry.localStart >= largest;
  const extra = long ? zip64Extra([entry.size, entry.packed, entry.localStart]) : new Uint8Array(0);
  const short = (value: number): number => (long ? largest : value);
  return joined(
    fields([
      [signatures.centralEntry, 4],
      [long ? zip64Version : utf8Version, 2],
      [long ? zip64Version : utf8Version, 2],
      [flagsOf(entry), 2],
      [entry.method, 2],
      [dosTime(entry.modified), 4],
      [entry.crc, 4],
      [short(entry.packed), 4],
      [short(entry.size), 4],
      [entry.name.length, 2],
      [extra.length, 2],
      [0, 2],
      [0, 2],
      [0, 2],
      [0, 4],
      [short(entry.localStart), 4],
    ]),
    entry.name,
    extra,
  );
}

/** The end of an archive whose directory of `size` bytes begins at `start`. */
export function endRecords(
  { entryCount, start, size }: { entryCount: number; start: number; size: number },
  comment: Uint8Array = new Uint8Array(0),
): Uint8Array<ArrayBuffer> {
  const long = entryCount >= 0xffff || start >= largest || size >= largest;
  const count = long ? 0xffff : entryCount;
  const end = joined(
    fields([
      [signatures.end, 4],
      [0, 4],
      [count, 2],
      [count, 2],
      [long ? largest : size, 4],
      [long ? largest : start, 4],
      [comment.length, 2],
    ]),
    comment,
  );
  if (!long) return end;
  return joined(
    fields([
      [signatures.zip64End, 4],
      [lengths.zip64End - 12, 8],
      [zip64Version, 2],
      [zip64Version, 2],
      [0, 4],
      [0, 4],
      [entryCount, 8],
      [entryCount, 8],
      [size, 8],
      [start, 8],
      [signatures.zip64Locator, 4],
      [0, 4],
      [start + size, 8],
      [1, 4],
    ]),
    end,
  );
}

export const writtenMethods = { stored: methods.stored, deflated: methods.deflated };

function flagsOf(entry: WrittenEntry): number {
  return flagBits.utf8 | (entry.descriptor ? flagBits.dataDescriptor : 0);
}

function zip64Extra(numbers: number[]): Uint8Array<ArrayBuffer> {
  return fields([[1, 2], [numbers.length * 8, 2], ...numbers.map((number) => [number, 8] as const)]);
}

/** Time and date of MS-DOS: two seconds a step, from 1980 to 2107, in the packer's own time zone (APPNOTE 4.4.6). */
function dosTime(date: Date): number {
  const year = Math.min(Math.max(date.getFullYear(), 1980), 2107) - 1980;
  const day = (year << 9) | ((date.getMonth() + 1) << 5) | date.getDate();
  const time = (date.getHours() << 11) | (date.getMinutes() << 5) | (date.getSeconds() >> 1);
  return day * 65_536 + time;
}
