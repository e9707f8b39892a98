import type { ByteWindow } from '../byte-window.ts';
import type { EntryBook } from '../entry-book.ts';
import { lengths, readUint64, signatures, viewOf } from './zip-records.ts';

export type Directory = {
  start: number;
  /** behind the last of its records */
  end: number;
  entryCount: number;
  comment: Uint8Array;
  /** where the archive ends; behind it there is padding at most */
  archiveEnd: number;
};

const longestComment = 0xffff;
/** a hundred thousand entries with long names; their names are held in memory */
const largestDirectory = 32 * 1024 ** 2;

/**
 * Finds the directory of a ZIP and makes sure that there is only one way to read where it lies (APPNOTE 4.3.14 to 4.3.16).
 * @throws StopInspection
 */
export async function findDirectory(window: ByteWindow, book: EntryBook): Promise<Directory> {
  const { place, record, comment, archiveEnd } = await findEndRecord(window, book);
  const told = {
    disk: record.getUint16(4, true),
    directoryDisk: record.getUint16(6, true),
    entriesHere: record.getUint16(8, true),
    entryCount: record.getUint16(10, true),
    size: record.getUint32(12, true),
    start: record.getUint32(16, true),
  };
  const zip64 = await readZip64(window, book, place);
  if (!zip64) {
    if (told.entryCount === 0xffff || told.size === 0xffffffff || told.start === 0xffffffff)
      book.stop('directory_lies');
    if (told.disk !== 0 || told.directoryDisk !== 0 || told.entriesHere !== told.entryCount) book.stop('split_archive');
    return checkPlace(book, { ...told, end: place }, comment, archiveEnd);
  }
  // A reader without ZIP64 must not see another directory than one with it.
  if (told.entryCount !== 0xffff && told.entryCount !== zip64.entryCount) book.stop('directory_lies');
  if (told.size !== 0xffffffff && told.size !== zip64.size) book.stop('directory_lies');
  if (told.start !== 0xffffffff && told.start !== zip64.start) book.stop('directory_lies');
  return checkPlace(book, zip64, comment, archiveEnd);
}

function checkPlace(
  book: EntryBook,
  { start, size, end, entryCount }: { start: number; size: number; end: number; entryCount: number },
  comment: Uint8Array,
  archiveEnd: number,
): Directory {
  if (start + size > end) book.stop('archive_truncated');
  if (start + size < end) book.stop('hidden_data');
  if (size > largestDirectory) book.stop('header_too_large');
  if (entryCount * lengths.centralEntry > size) book.stop('directory_lies');
  return { start, end, entryCount, comment, archiveEnd };
}

async function findEndRecord(window: ByteWindow, book: EntryBook) {
  const tailStart = Math.max(0, window.size - longestComment - lengths.end - longestComment);
  const tail = (await window.at(tailStart, window.size - tailStart)).slice();
  const view = viewOf(tail);
  const all: number[] = [];
  const fitting: number[] = [];
  for (let at = tail.length - lengths.end; at >= 0; at--) {
    if (tail[at] !== 0x50 || view.getUint32(at, true) !== signatures.end) continue;
    all.push(at);
    if (at + lengths.end + view.getUint16(at + 20, true) === tail.length) fitting.push(at);
  }
  const at = fitting[0] ?? all[0];
  if (at === undefined) return book.stop('archive_truncated');
  const archiveEnd = at + lengths.end + view.getUint16(at + 20, true);
  if (archiveEnd > tail.length) book.stop('archive_truncated');
  // One in the comment of another, or two that both end the archive: every program chooses for itself. One before
  // belongs to an archive inside this one.
  if (all.some((other) => other > at) || fitting.length > 1) book.stop('end_record_twice');
  if (archiveEnd < tail.length) {
    if (tail.subarray(archiveEnd).some((byte) => byte !== 0)) book.stop('hidden_data');
    book.say('padding');
  }
  return {
    place: tailStart + at,
    record: viewOf(tail.subarray(at, at + lengths.end)),
    comment: tail.subarray(at + lengths.end, archiveEnd),
    archiveEnd: tailStart + archiveEnd,
  };
}

async function readZip64(window: ByteWindow, book: EntryBook, endRecord: number) {
  const locatorPlace = endRecord - lengths.zip64Locator;
  if (locatorPlace < 0) return undefined;
  const locator = viewOf((await window.at(locatorPlace, lengths.zip64Locator)).slice());
  if (locator.getUint32(0, true) !== signatures.zip64Locator) return undefined;
  const place = readUint64(locator, 8);
  if (locator.getUint32(4, true) !== 0 || locator.getUint32(16, true) > 1) book.stop('split_archive');
  if (place + lengths.zip64End > locatorPlace) book.stop('directory_lies');
  const record = viewOf((await window.at(place, lengths.zip64End)).slice());
  if (record.getUint32(0, true) !== signatures.zip64End) book.stop('directory_lies');
  if (place + 12 + readUint64(record, 4) !== locatorPlace) book.stop('directory_lies');
  if (record.getUint32(16, true) !== 0 || record.getUint32(20, true) !== 0) book.stop('split_archive');
  const entryCount = readUint64(record, 32);
  if (readUint64(record, 24) !== entryCount) book.stop('split_archive');
  return { entryCount, size: readUint64(record, 40), start: readUint64(record, 48), end: place };
}
