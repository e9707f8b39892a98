import { MalformedLog } from './malformed-log.ts';
import { tileWidth } from './tiles.ts';

/** Entries one after the other, each behind its length in two bytes, big-endian (C2SP tlog-tiles, "Log entries"). */
export function encodeEntries(entries: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(entries.reduce((sum, entry) => sum + 2 + entry.length, 0));
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const entry of entries) {
    if (entry.length > 0xffff) throw new RangeError('an entry is at most 65,535 bytes');
    view.setUint16(at, entry.length);
    bytes.set(entry, at + 2);
    at += 2 + entry.length;
  }
  return bytes;
}

/** @throws MalformedLog where it is cut off or holds more than 256 entries */
export function decodeEntries(bundle: Uint8Array): Uint8Array[] {
  const view = new DataView(bundle.buffer, bundle.byteOffset, bundle.byteLength);
  const entries: Uint8Array[] = [];
  let at = 0;
  while (at < bundle.length) {
    const start = at + 2;
    const end = start <= bundle.length ? start + view.getUint16(at) : Infinity;
    if (end > bundle.length) throw new MalformedLog('an entry bundle is cut off');
    entries.push(bundle.slice(start, end));
    at = end;
  }
  if (entries.length > tileWidth) throw new MalformedLog('an entry bundle holds more than 256 entries');
  return entries;
}
