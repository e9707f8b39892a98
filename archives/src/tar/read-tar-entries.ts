import type { ByteCursor } from '../byte-cursor.ts';
import type { EntryBook, FoundEntry } from '../entry-book.ts';
import { type PaxRecords, readPaxRecords, sizeRecord } from './pax-records.ts';
import { blockBytes, decodeName, isTarHeader, readHeader, type TarHeader } from './tar-header.ts';

/** An entry, and how many bytes of it follow (then zeros up to a whole block). */
export type TarEntry = FoundEntry & { stored: number };

const longestName = 64 * 1024;
const longestPax = 1024 * 1024;
/** the most that eleven octal digits say; beyond, pax must say it */
const largestOctal = 8 ** 11 - 1;

type Extension = { name?: string; linkName?: string; pax: PaxRecords };

/**
 * The headers in order. Whoever asks for the next has read or passed over the bytes of the last.
 * @throws StopInspection
 */
export async function* readTarEntries(cursor: ByteCursor, book: EntryBook): AsyncGenerator<TarEntry> {
  let extension: Extension = { pax: new Map() };
  let extended = false;
  for (;;) {
    const block = await cursor.read(blockBytes);
    if (block.length > 0 && block.length < blockBytes) book.stop('archive_truncated');
    const ended = block.every((byte) => byte === 0);
    if (ended && extended) book.stop('archive_truncated');
    if (block.length === 0) return book.say('end_missing');
    if (ended) return await readEnd(cursor, book);
    if (!isTarHeader(block)) book.stop('archive_damaged');
    const header = readHeader(block);
    extended = 'LKxXg'.includes(header.type);
    if (!extended) {
      if (header.type !== 'V') yield await entryOf(header, extension, cursor, book);
      else if (header.size !== 0) book.stop('header_differs');
      extension = { pax: new Map() };
      continue;
    }
    const bytes = await readExtension(header, cursor, book);
    if (header.type === 'L') extension.name = cString(bytes);
    else if (header.type === 'K') extension.linkName = cString(bytes);
    else {
      const records = readPaxRecords(bytes) ?? book.stop('archive_damaged');
      if (header.type !== 'g') extension.pax = records;
      else if (['path', 'linkpath', 'size'].some((key) => records.has(key))) book.stop('directory_lies');
      // It speaks of all that follow, not only of the next.
      extended = header.type !== 'g';
    }
  }
}

async function readExtension(header: TarHeader, cursor: ByteCursor, book: EntryBook): Promise<Uint8Array> {
  const { size } = header;
  if (size === undefined) return book.stop('archive_damaged');
  if (size > ('LK'.includes(header.type) ? longestName : longestPax)) book.stop('header_too_large');
  const bytes = (await cursor.read(size)).slice();
  const padding = paddingOf(size);
  if (bytes.length < size || (await cursor.skip(padding)) < padding) book.stop('archive_truncated');
  return bytes;
}

export function paddingOf(size: number): number {
  return (blockBytes - (size % blockBytes)) % blockBytes;
}

async function entryOf(
  header: TarHeader,
  extension: Extension,
  cursor: ByteCursor,
  book: EntryBook,
): Promise<TarEntry> {
  const { pax } = extension;
  const path = pax.get('GNU.sparse.name') ?? pax.get('path') ?? extension.name ?? header.name;
  const target = pax.get('linkpath') ?? extension.linkName ?? header.linkName;
  const stored = sizeRecord(pax, 'size') ?? header.size;
  if (stored === undefined || Number.isNaN(stored)) return book.stop('archive_damaged', path);
  // Programs that read one or the other would go on at different places.
  if (header.size !== stored && header.size !== 0 && stored <= largestOctal) book.stop('header_differs', path);
  const sparse = header.type === 'S' ? await readSparse(header, cursor, book) : undefined;
  const real = sparse ?? sizeRecord(pax, 'GNU.sparse.realsize') ?? sizeRecord(pax, 'GNU.sparse.size') ?? stored;
  if (Number.isNaN(real)) book.stop('archive_damaged', path);
  const kind = kindOf(header, path, book);
  // What is no file has no bytes: some programs would pass over them, others would not.
  if (kind !== 'file' && stored !== 0 && header.type !== 'D') book.stop('header_differs', path);
  const from = header.type === '1' ? 'hard' : 'symbolic';
  return {
    path,
    size: kind === 'file' ? real : 0,
    stored,
    kind,
    encrypted: false,
    ...(kind === 'link' ? { link: { target, from } } : {}),
  };
}

function kindOf({ type }: TarHeader, path: string, book: EntryBook): FoundEntry['kind'] {
  if (type === 'M') book.stop('split_archive', path);
  if (type === '1' || type === '2') return 'link';
  if (type === '3' || type === '4' || type === '6') return 'device';
  if (type === '5' || type === 'D') return 'folder';
  return path.endsWith('/') ? 'folder' : 'file';
}

/** Old GNU sparse files go on with their map in blocks of their own. */
async function readSparse(header: TarHeader, cursor: ByteCursor, book: EntryBook): Promise<number> {
  if (header.sparse.size === undefined) return book.stop('archive_damaged');
  for (let { goesOn } = header.sparse; goesOn;) {
    const map = await cursor.read(blockBytes);
    if (map.length < blockBytes) book.stop('archive_truncated');
    goesOn = map[504] !== 0;
  }
  return header.sparse.size;
}

/** Behind the end there are zeros up to the size of a tape's record: a second archive there would be seen by some only. */
async function readEnd(cursor: ByteCursor, book: EntryBook): Promise<void> {
  const second = await cursor.read(blockBytes);
  if (second.length < blockBytes) return book.say('end_missing');
  if (second.some((byte) => byte !== 0)) book.stop('hidden_data');
  const pieceBytes = 64 * 1024;
  for (let rest = await cursor.read(pieceBytes); rest.length > 0; rest = await cursor.read(pieceBytes)) {
    if (rest.some((byte) => byte !== 0)) book.stop('hidden_data');
  }
}

function cString(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  return decodeName(end < 0 ? bytes : bytes.subarray(0, end));
}
