import type { ByteWindow } from '../byte-window.ts';
import type { EntryBook } from '../entry-book.ts';
import type { Directory } from './find-directory.ts';
import { readEntry, type ZipEntry } from './zip-entry.ts';
import { lengths, signatures, viewOf } from './zip-records.ts';

/** All entries, in the order of the directory; links are told to the book once their target was read. @throws StopInspection */
export async function readDirectory(window: ByteWindow, directory: Directory, book: EntryBook): Promise<ZipEntry[]> {
  const entries: ZipEntry[] = [];
  let at = directory.start;
  for (let n = 0; n < directory.entryCount; n++) {
    const fixed = await window.at(at, lengths.centralEntry);
    if (fixed.length < lengths.centralEntry) book.stop('archive_truncated');
    const head = viewOf(fixed);
    if (head.getUint32(0, true) !== signatures.centralEntry) book.stop('directory_lies');
    const nameLength = head.getUint16(28, true);
    const extraLength = head.getUint16(30, true);
    const length = lengths.centralEntry + nameLength + extraLength + head.getUint16(32, true);
    if (at + length > directory.end) book.stop('directory_lies');
    const record = await window.at(at, length);
    const nameEnd = lengths.centralEntry + nameLength;
    const entry = readEntry(
      {
        view: viewOf(record),
        name: record.subarray(lengths.centralEntry, nameEnd),
        extra: record.subarray(nameEnd, nameEnd + extraLength),
      },
      book,
    );
    entries.push({ ...entry, ...book.add(entry), recordStart: at, recordEnd: at + length });
    at += length;
  }
  if (at !== directory.end) book.stop('directory_lies');
  return entries;
}
