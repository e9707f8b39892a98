import type { ByteWindow } from '../byte-window.ts';
import { crc32 } from '../crc32.ts';
import { decodeText } from '../decode-text.ts';
import type { EntryBook, Link } from '../entry-book.ts';
import { kindOfMode, type RarEntry } from './rar-entry.ts';
import { FieldFault, FieldReader } from './vint.ts';

// Layout: "RAR 5.0 archive format", rarlab.com/technote.htm.
const types = { main: 1, file: 2, service: 3, encryption: 4, end: 5 } as const;
const blockFlags = { extra: 1, data: 2, fromBefore: 8, goesOn: 16 } as const;
const mainFlags = { volume: 1 } as const;
const endFlags = { nextVolume: 1 } as const;
const fileFlags = { folder: 1, time: 2, crc: 4, sizeUnknown: 8 } as const;
const extraTypes = { encryption: 1, redirection: 5 } as const;
const redirections = { unixSymlink: 1, windowsSymlink: 2, junction: 3, hardLink: 4, fileCopy: 5 } as const;
const unixHost = 1;
const markBytes = 8;
const crcBytes = 4;
const longestHeader = 2 * 1024 * 1024;

/** @returns entries in order; `'names-encrypted'` at the end when nothing more can be read. @throws StopInspection */
export async function* readRar5(
  window: ByteWindow,
  book: EntryBook,
): AsyncGenerator<RarEntry, 'names-encrypted' | number> {
  let at = markBytes;
  while (at < window.size) {
    const start = await window.at(at, crcBytes + 3);
    if (start.length < crcBytes + 1) book.stop('archive_truncated');
    const sizeField = new FieldReader(start.subarray(crcBytes).slice());
    const size = attempt(book, () => sizeField.vint());
    const whole = crcBytes + sizeField.at + size;
    if (size === 0 || size > longestHeader) book.stop('archive_damaged');
    const header = (await window.at(at, whole)).slice();
    if (header.length < whole) book.stop('archive_truncated');
    if (crc32(header.subarray(crcBytes)) !== new DataView(header.buffer).getUint32(0, true))
      book.stop('archive_damaged');
    const block = attempt(book, () => readBlock(header.subarray(crcBytes + sizeField.at)));
    const dataStart = at + whole;
    at = dataStart + block.dataSize;
    if (block.type === types.encryption) return 'names-encrypted';
    if (at > window.size) book.stop('archive_truncated');
    if (block.type === types.main && attempt(book, () => block.fields.vint()) & mainFlags.volume)
      book.stop('split_archive');
    if (block.type === types.file) {
      const entry = attempt(book, () => readFile(block, dataStart));
      if (block.flags & (blockFlags.fromBefore | blockFlags.goesOn)) book.stop('split_archive', entry.path);
      yield entry;
    }
    if (block.type === types.end) {
      if (attempt(book, () => block.fields.vint()) & endFlags.nextVolume) book.stop('split_archive');
      return at;
    }
  }
  return book.stop('archive_truncated');
}

function attempt<T>(book: EntryBook, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof FieldFault)) throw error;
    return book.stop('archive_damaged');
  }
}

type Block = { type: number; flags: number; dataSize: number; fields: FieldReader; extra: Uint8Array };

function readBlock(bytes: Uint8Array): Block {
  const fields = new FieldReader(bytes);
  const type = fields.vint();
  const flags = fields.vint();
  const extraSize = flags & blockFlags.extra ? fields.vint() : 0;
  const dataSize = flags & blockFlags.data ? fields.vint() : 0;
  if (extraSize > fields.left) throw new FieldFault();
  const extra = bytes.subarray(bytes.length - extraSize);
  return { type, flags, dataSize, fields, extra };
}

function readFile({ fields, extra, dataSize }: Block, dataStart: number): RarEntry {
  const flags = fields.vint();
  const size = fields.vint();
  const mode = fields.vint();
  if (flags & fileFlags.time) fields.uint32();
  const crc = flags & fileFlags.crc ? fields.uint32() : undefined;
  const packing = fields.vint();
  const host = fields.vint();
  const path = decodeText(fields.bytes(fields.vint()));
  const { encrypted, link } = readExtra(extra);
  const byMode = host === unixHost ? kindOfMode(mode) : undefined;
  const knownSize = flags & fileFlags.sizeUnknown ? undefined : size;
  return {
    path,
    size: knownSize ?? 0,
    knownSize,
    packed: dataSize,
    kind: link ? 'link' : flags & fileFlags.folder ? 'folder' : (byMode ?? 'file'),
    encrypted,
    stored: ((packing >> 7) & 7) === 0,
    dataStart,
    // With a password, sums are changed so that they tell nothing of the content.
    ...(crc !== undefined && !encrypted ? { crc } : {}),
    ...(link ? { link } : {}),
  };
}

function readExtra(extra: Uint8Array): { encrypted: boolean; link?: Link } {
  const fields = new FieldReader(extra);
  let encrypted = false;
  let link: Link | undefined;
  while (fields.left > 0) {
    const record = new FieldReader(fields.bytes(fields.vint()));
    const type = record.vint();
    if (type === extraTypes.encryption) encrypted = true;
    if (type !== extraTypes.redirection) continue;
    const way = record.vint();
    record.vint();
    const target = decodeText(record.bytes(record.vint()));
    const isWithin = way === redirections.hardLink || way === redirections.fileCopy;
    link = { target, from: isWithin ? 'hard' : 'symbolic' };
  }
  return link ? { encrypted, link } : { encrypted };
}
