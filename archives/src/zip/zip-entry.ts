import { decodeDosName } from '../code-pages.ts';
import { crc32 } from '../crc32.ts';
import { decodeUtf8 } from '../decode-text.ts';
import type { EntryBook, FoundEntry } from '../entry-book.ts';
import { extraIds, findExtra, flagBits, methods, readUint64, viewOf } from './zip-records.ts';

/** An entry as the directory tells it. */
export type ZipEntry = {
  rawName: Uint8Array;
  path: string;
  shown: string;
  flags: number;
  method: number;
  crc: number;
  packed: number;
  size: number;
  localStart: number;
  /** its record in the directory */
  recordStart: number;
  recordEnd: number;
  kind: FoundEntry['kind'];
  encrypted: boolean;
  /** 0 when it is none, see EntryBook.add */
  readmeDepth: number;
};

export type CentralRecord = {
  view: DataView;
  name: Uint8Array;
  extra: Uint8Array;
};

/** @throws StopInspection */
export function readEntry(
  { view, name, extra }: CentralRecord,
  book: EntryBook,
): Omit<ZipEntry, 'shown' | 'readmeDepth' | 'recordStart' | 'recordEnd'> {
  const flags = view.getUint16(8, true);
  const method = view.getUint16(10, true);
  const path = nameOf(name, flags, extra, view.getUint8(5));
  const long = readLongNumbers(view, extra, book, path);
  if (long.disk !== 0) book.stop('split_archive', path);
  return {
    rawName: name.slice(),
    path,
    flags,
    method,
    crc: view.getUint32(16, true),
    ...long,
    kind: kindOf(view, path),
    encrypted: (flags & (flagBits.encrypted | flagBits.strongEncryption)) !== 0 || method === methods.aes,
  };
}

/** What does not fit 32 bits stands in the ZIP64 field, in this order, each only where the short one is all ones. */
function readLongNumbers(view: DataView, extra: Uint8Array, book: EntryBook, path: string) {
  const numbers = {
    size: view.getUint32(24, true),
    packed: view.getUint32(20, true),
    localStart: view.getUint32(42, true),
    disk: view.getUint16(34, true),
  };
  const field = findExtra(extra, extraIds.zip64);
  let at = 0;
  for (const key of ['size', 'packed', 'localStart'] as const) {
    if (numbers[key] !== 0xffffffff) continue;
    if (!field || at + 8 > field.length) return book.stop('directory_lies', path);
    numbers[key] = readUint64(viewOf(field), at);
    at += 8;
  }
  if (numbers.disk === 0xffff) {
    if (!field || at + 4 > field.length) return book.stop('directory_lies', path);
    numbers.disk = viewOf(field).getUint32(at, true);
  }
  return numbers;
}

/** UTF-8 by flag, by the Unicode field (section 4.6.9) or by its looks; else a code page of DOS. */
function nameOf(name: Uint8Array, flags: number, extra: Uint8Array, host: number): string {
  const unicode = findExtra(extra, extraIds.unicodePath);
  // The field speaks of this name only when it carries the checksum of it.
  if (unicode && unicode[0] === 1 && unicode.length > 5 && viewOf(unicode).getUint32(1, true) === crc32(name)) {
    const text = decodeUtf8(unicode.subarray(5));
    if (text !== undefined) return text;
  }
  const text = decodeUtf8(name);
  if (text !== undefined && ((flags & flagBits.utf8) !== 0 || host !== 0 || hasWideLetters(text, name))) return text;
  return decodeDosName(name);
}

/** Bytes above 127 that happen to be UTF-8 are hardly anything else. */
function hasWideLetters(text: string, name: Uint8Array): boolean {
  return text.length < name.length;
}

const unixHosts = [3, 19];
const unixKinds: Record<number, FoundEntry['kind']> = {
  0o010000: 'device',
  0o020000: 'device',
  0o040000: 'folder',
  0o060000: 'device',
  0o120000: 'link',
  0o140000: 'device',
};

/** By the mode that packers under Unix keep in the upper half of the attributes, or the slash at the end. */
function kindOf(view: DataView, path: string): FoundEntry['kind'] {
  const mode = view.getUint16(40, true);
  const kind = unixHosts.includes(view.getUint8(5)) ? unixKinds[mode & 0o170000] : undefined;
  return kind ?? (/[/\\]$/.test(path) ? 'folder' : 'file');
}
