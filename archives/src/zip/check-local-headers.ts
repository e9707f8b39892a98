import type { ByteWindow } from '../byte-window.ts';
import type { EntryBook } from '../entry-book.ts';
import type { Directory } from './find-directory.ts';
import type { ZipEntry } from './zip-entry.ts';
import { extraIds, findExtra, flagBits, lengths, methods, readUint64, signatures, viewOf } from './zip-records.ts';

/** An entry with the place of its packed bytes. */
export type PlacedEntry = ZipEntry & { dataStart: number };

/** with signature and 64-bit sizes */
const longestDescriptor = 24;

/**
 * Goes through the archive from front to back: each entry's own header says what the directory says of it, entries do
 * not share bytes, and between them there is nothing.
 * @throws StopInspection
 */
export async function checkLocalHeaders(
  window: ByteWindow,
  directory: Directory,
  entries: readonly ZipEntry[],
  book: EntryBook,
): Promise<PlacedEntry[]> {
  const placed: PlacedEntry[] = [];
  let end = (await hasSplitMarker(window)) ? 4 : 0;
  let mayFollow = 0;
  for (const entry of [...entries].sort((a, b) => a.localStart - b.localStart)) {
    if (entry.localStart < end) book.stop('entries_overlap', entry.shown);
    if (entry.localStart > end + mayFollow) await checkGap(window, end + mayFollow, entry.localStart, book);
    const head = await window.at(entry.localStart, lengths.localHeader);
    if (head.length < lengths.localHeader || viewOf(head).getUint32(0, true) !== signatures.localHeader) {
      book.stop('header_differs', entry.shown);
    }
    const [nameLength, extraLength] = [viewOf(head).getUint16(26, true), viewOf(head).getUint16(28, true)];
    const whole = await window.at(entry.localStart, lengths.localHeader + nameLength + extraLength);
    if (!agrees(entry, whole, nameLength)) book.stop('header_differs', entry.shown);
    const dataStart = entry.localStart + lengths.localHeader + nameLength + extraLength;
    end = dataStart + entry.packed;
    mayFollow = (entry.flags & flagBits.dataDescriptor) !== 0 ? longestDescriptor : 0;
    if (end > directory.start) book.stop('entries_overlap', entry.shown);
    placed.push({ ...entry, dataStart });
  }
  if (directory.start > end + mayFollow) await checkGap(window, end + mayFollow, directory.start, book);
  return placed;
}

async function hasSplitMarker(window: ByteWindow): Promise<boolean> {
  const head = await window.at(0, 4);
  if (head.length < 4) return false;
  const signature = viewOf(head).getUint32(0, true);
  return signature === signatures.splitMarker || signature === signatures.dataDescriptor;
}

/** Zeros may align what follows; anything else could be an entry the directory does not tell of. */
async function checkGap(window: ByteWindow, from: number, to: number, book: EntryBook): Promise<void> {
  const longestPadding = 64 * 1024;
  const gap = to - from > longestPadding ? undefined : await window.at(from, to - from);
  if (!gap || gap.some((byte) => byte !== 0)) book.stop('hidden_data');
  book.say('padding');
}

function agrees(entry: ZipEntry, local: Uint8Array, nameLength: number): boolean {
  const view = viewOf(local);
  const flags = view.getUint16(6, true);
  const compared = flagBits.encrypted | flagBits.dataDescriptor | flagBits.strongEncryption;
  if ((flags & compared) !== (entry.flags & compared)) return false;
  if (view.getUint16(8, true) !== entry.method) return false;
  // With masked headers (strong encryption of the directory) names and sizes stand in the directory only.
  if ((flags & flagBits.maskedHeaders) !== 0) return true;
  if (nameLength !== entry.rawName.length) return false;
  const name = local.subarray(lengths.localHeader, lengths.localHeader + nameLength);
  if (entry.rawName.some((byte, index) => byte !== name[index])) return false;
  const later = (flags & flagBits.dataDescriptor) !== 0;
  const sizes = localSizes(view, local.subarray(lengths.localHeader + nameLength));
  const same = (told: number, truth: number): boolean => told === truth || (later && told === 0);
  // AES (AE-2) leaves the checksum out on either side.
  if (!same(view.getUint32(14, true), entry.crc) && entry.method !== methods.aes) return false;
  return same(sizes.packed, entry.packed) && same(sizes.size, entry.size);
}

/** Both stand in the ZIP64 field when there is one (section 4.5.3). */
function localSizes(view: DataView, extra: Uint8Array): { size: number; packed: number } {
  const short = { packed: view.getUint32(18, true), size: view.getUint32(22, true) };
  const field = findExtra(extra, extraIds.zip64);
  let at = 0;
  for (const key of ['size', 'packed'] as const) {
    if (short[key] !== 0xffffffff || !field || at + 8 > field.length) continue;
    short[key] = readUint64(viewOf(field), at);
    at += 8;
  }
  return short;
}
