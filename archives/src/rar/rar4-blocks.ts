import type { ByteWindow } from '../byte-window.ts';
import { crc32 } from '../crc32.ts';
import { decodeUtf8 } from '../decode-text.ts';
import { decodeDosName } from '../code-pages.ts';
import type { EntryBook } from '../entry-book.ts';
import { kindOfMode, type RarEntry } from './rar-entry.ts';

// Layout: technote.txt of RAR 2.9 to 4.2 ("RAR archive file format").
const types = { main: 0x73, file: 0x74, service: 0x7a, end: 0x7b } as const;
const blockFlags = { longBlock: 0x8000 } as const;
const mainFlags = { volume: 1, comment: 2, passwordOnHeaders: 0x80 } as const;
const fileFlags = {
  fromBefore: 1,
  goesOn: 2,
  password: 4,
  comment: 8,
  folder: 0xe0,
  large: 0x100,
  unicode: 0x200,
} as const;
const endFlags = { nextVolume: 1 } as const;
const markBytes = 7;
const headBytes = 7;
const fileHeadBytes = 32;
const methodStored = 0x30;
const unixHost = 3;

/** @returns entries in order; `'names-encrypted'` at the end when nothing more can be read. @throws StopInspection */
export async function* readRar4(
  window: ByteWindow,
  book: EntryBook,
): AsyncGenerator<RarEntry, 'names-encrypted' | number> {
  let at = markBytes;
  while (at < window.size) {
    const head = (await window.at(at, headBytes)).slice();
    if (head.length < headBytes) book.stop('archive_truncated');
    const view = new DataView(head.buffer);
    const [type, flags, size] = [view.getUint8(2), view.getUint16(3, true), view.getUint16(5, true)];
    if (size < headBytes || type < 0x72 || type > 0x7b) book.stop('archive_damaged');
    const block = (await window.at(at, size)).slice();
    if (block.length < size) book.stop('archive_truncated');
    if (isSummed(type, flags) && (crc32(block.subarray(2)) & 0xffff) !== view.getUint16(0, true)) {
      book.stop('archive_damaged');
    }
    let data = 0;
    if (type === types.main) {
      if (flags & mainFlags.volume) book.stop('split_archive');
      if (flags & mainFlags.passwordOnHeaders) return 'names-encrypted';
    } else if (type === types.file) {
      const entry = readFile(block, flags, at + size, book);
      data = entry.packed;
      if (at + size + data > window.size) book.stop('archive_truncated', entry.path);
      yield entry;
    } else if (flags & blockFlags.longBlock) {
      if (block.length < 11) book.stop('archive_damaged');
      data = new DataView(block.buffer).getUint32(7, true);
    }
    at += size + data;
    if (at > window.size) book.stop('archive_truncated');
    if (type === types.end) {
      if (flags & endFlags.nextVolume) book.stop('split_archive');
      return at;
    }
  }
  return at;
}

/** Old comments lie within the block and are not part of its sum; old sub-blocks are summed in other ways. */
function isSummed(type: number, flags: number): boolean {
  if (type === types.main) return (flags & mainFlags.comment) === 0;
  if (type === types.file) return (flags & fileFlags.comment) === 0;
  return type === types.service || type === types.end;
}

function readFile(block: Uint8Array, flags: number, dataStart: number, book: EntryBook): RarEntry {
  const large = (flags & fileFlags.large) !== 0;
  const nameStart = fileHeadBytes + (large ? 8 : 0);
  if (block.length < nameStart) return book.stop('archive_damaged');
  const view = new DataView(block.buffer);
  const nameEnd = nameStart + view.getUint16(26, true);
  if (nameEnd > block.length) return book.stop('archive_damaged');
  const packed = view.getUint32(7, true) + (large ? view.getUint32(32, true) * 2 ** 32 : 0);
  const size = view.getUint32(11, true) + (large ? view.getUint32(36, true) * 2 ** 32 : 0);
  // RAR 3 and 4 part folders by `\` on every system.
  const path = nameOf(block.subarray(nameStart, nameEnd), (flags & fileFlags.unicode) !== 0).replaceAll('\\', '/');
  if (flags & (fileFlags.fromBefore | fileFlags.goesOn)) book.stop('split_archive', path);
  const isFolder = (flags & fileFlags.folder) === fileFlags.folder;
  const byMode = view.getUint8(15) === unixHost ? kindOfMode(view.getUint32(28, true) & 0xffff) : undefined;
  const encrypted = (flags & fileFlags.password) !== 0;
  return {
    path,
    size,
    knownSize: size,
    packed,
    kind: isFolder ? 'folder' : (byMode ?? 'file'),
    encrypted,
    stored: view.getUint8(25) === methodStored,
    crc: view.getUint32(16, true),
    dataStart,
  };
}

/** The name, NUL, and a form from which the name in UTF-16 is put together; UTF-8 when there is no NUL. */
function nameOf(bytes: Uint8Array, unicode: boolean): string {
  const plainEnd = bytes.indexOf(0);
  const plain = plainEnd < 0 ? bytes : bytes.subarray(0, plainEnd);
  if (!unicode) return decodeUtf8(bytes) ?? decodeDosName(bytes);
  if (plainEnd < 0) return decodeUtf8(bytes) ?? decodeDosName(bytes);
  return unfoldName(plain, bytes.subarray(plainEnd + 1));
}

const mostUnits = 4096;

/** Each two bits of a flag byte say where the next unit comes from: one byte, one with the high byte, two, or the plain name. */
function unfoldName(plain: Uint8Array, folded: Uint8Array): string {
  const high = (folded[0] ?? 0) << 8;
  const units: number[] = [];
  let flags = 0;
  let bits = 0;
  let at = 1;
  while (at < folded.length && units.length < mostUnits) {
    if (bits === 0) {
      flags = folded[at++] ?? 0;
      bits = 8;
    }
    bits -= 2;
    const way = (flags >> bits) & 3;
    const byte = folded[at++] ?? 0;
    if (way === 0) units.push(byte);
    else if (way === 1) units.push(byte | high);
    else if (way === 2) units.push(byte | ((folded[at++] ?? 0) << 8));
    else {
      const added = byte & 0x80 ? (folded[at++] ?? 0) : undefined;
      for (let left = (byte & 0x7f) + 2; left > 0; left--) {
        const letter = plain[units.length] ?? 0;
        units.push(added === undefined ? letter : ((letter + added) & 0xff) | high);
      }
    }
  }
  return String.fromCharCode(...units);
}
