import { decodeName } from './tar-header.ts';

/** What a pax header says instead of the header behind it (POSIX.1-2001, "pax Extended Header"). */
export type PaxRecords = Map<string, string>;

/** Records `length key=value\n`, one behind the other; undefined when they are not. */
export function readPaxRecords(bytes: Uint8Array): PaxRecords | undefined {
  const records: PaxRecords = new Map();
  for (let at = 0; at < bytes.length;) {
    const space = bytes.indexOf(0x20, at);
    if (space < 0 || space - at > 8) return isPadding(bytes.subarray(at)) ? records : undefined;
    const told = String.fromCharCode(...bytes.subarray(at, space));
    const length = /^\d+$/.test(told) ? Number(told) : 0;
    const end = at + length;
    const equals = bytes.indexOf(0x3d, space);
    if (end > bytes.length || equals < 0 || equals >= end || bytes[end - 1] !== 0x0a) return undefined;
    records.set(decodeName(bytes.subarray(space + 1, equals)), decodeName(bytes.subarray(equals + 1, end - 1)));
    at = end;
  }
  return records;
}

function isPadding(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte === 0);
}

/** A number of bytes, undefined when the record is missing, `NaN` when it is none. */
export function sizeRecord(records: PaxRecords, key: string): number | undefined {
  const value = records.get(key);
  if (value === undefined) return undefined;
  return /^\d{1,20}$/.test(value) ? Math.min(Number(value), 2 ** 53) : Number.NaN;
}
