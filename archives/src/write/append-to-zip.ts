import { sourceOfBlob } from '../byte-source.ts';
import { ByteWindow } from '../byte-window.ts';
import { crc32 } from '../crc32.ts';
import { EntryBook } from '../entry-book.ts';
import { defaultLimits } from '../inspect-limits.ts';
import { findDirectory } from '../zip/find-directory.ts';
import { readDirectory } from '../zip/read-directory.ts';
import type { ZipEntry } from '../zip/zip-entry.ts';
import type { FileToAppend } from './append-to-archive.ts';
import { centralRecord, endRecords, localHeader, writtenMethods } from './zip-parts.ts';

type Gap = { start: number; length: number };

/** @throws StopInspection when its directory cannot be read */
export async function appendToZip(blob: Blob, file: FileToAppend): Promise<Blob> {
  const window = new ByteWindow(sourceOfBlob(blob));
  const book = new EntryBook(defaultLimits, blob.size, { entries: 0, unpacked: 0, verified: 0, names: 0 });
  const directory = await findDirectory(window, book);
  const entries = await readDirectory(window, directory, book);
  const gone = entries.filter((entry) => entry.path.toLowerCase() === file.name.toLowerCase());
  // Local headers would still tell of an entry that only the directory forgot.
  const gaps = gone.map((entry) => gapOf(entry, entries, directory.start));
  const removed = gaps.reduce((sum, { length }) => sum + length, 0);

  const content = new TextEncoder().encode(file.text);
  const added = {
    name: new TextEncoder().encode(file.name),
    method: writtenMethods.stored,
    descriptor: false,
    modified: file.modified ?? new Date(),
    crc: crc32(content),
    packed: content.length,
    size: content.length,
    localStart: directory.start - removed,
  };
  const header = localHeader(added, false);
  const kept =
    gone.length === 0 ? [blob.slice(directory.start, directory.end)] : await keptRecords(blob, entries, gone, gaps);
  const records = new Blob([...kept, centralRecord(added)]);
  const end = endRecords(
    {
      entryCount: entries.length - gone.length + 1,
      start: added.localStart + header.length + content.length,
      size: records.size,
    },
    directory.comment.slice(),
  );
  return new Blob([...keptBytes(blob, gaps, directory.start), header, content, records, end], {
    type: 'application/zip',
  });
}

/** From an entry's header to the next one's. */
function gapOf(entry: ZipEntry, entries: readonly ZipEntry[], directoryStart: number): Gap {
  const next = entries.reduce(
    (nearest, { localStart }) => (localStart > entry.localStart ? Math.min(nearest, localStart) : nearest),
    directoryStart,
  );
  return { start: entry.localStart, length: next - entry.localStart };
}

function keptBytes(blob: Blob, gaps: readonly Gap[], end: number): Blob[] {
  const parts: Blob[] = [];
  let at = 0;
  for (const { start, length } of [...gaps].sort((a, b) => a.start - b.start)) {
    parts.push(blob.slice(at, start));
    at = start + length;
  }
  return [...parts, blob.slice(at, end)];
}

/** The directory's records without those gone; the others lie as much further to the front as was taken before them. */
async function keptRecords(blob: Blob, entries: readonly ZipEntry[], gone: readonly ZipEntry[], gaps: readonly Gap[]) {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  for (const entry of entries) {
    if (gone.includes(entry)) continue;
    const record = new Uint8Array(await blob.slice(entry.recordStart, entry.recordEnd).arrayBuffer());
    const shift = gaps.reduce((sum, { start, length }) => sum + (start < entry.localStart ? length : 0), 0);
    const view = new DataView(record.buffer);
    // Beyond 4 GiB the place stands in the ZIP64 field; such an archive keeps what it has.
    if (view.getUint32(42, true) !== 0xffffffff) view.setUint32(42, entry.localStart - shift, true);
    else if (shift > 0) throw new RangeError('an archive beyond 4 GiB is not rewritten');
    parts.push(record);
  }
  return parts;
}
