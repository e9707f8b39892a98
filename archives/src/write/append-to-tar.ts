import { sourceOfBlob } from '../byte-source.ts';
import { ByteWindow } from '../byte-window.ts';
import { cursorOfWindow } from '../byte-cursor.ts';
import { EntryBook } from '../entry-book.ts';
import { defaultLimits } from '../inspect-limits.ts';
import { paddingOf, readTarEntries } from '../tar/read-tar-entries.ts';
import { blockBytes } from '../tar/tar-header.ts';
import type { FileToAppend } from './append-to-archive.ts';

/** Archives end in two blocks of zeros and are a whole number of records long. */
const recordBytes = 20 * blockBytes;

/** @throws StopInspection when it cannot be read to its end */
export async function appendToTar(blob: Blob, file: FileToAppend): Promise<Blob> {
  const window = new ByteWindow(sourceOfBlob(blob));
  const book = new EntryBook(defaultLimits, blob.size, { entries: 0, unpacked: 0, verified: 0, names: 0 });
  const inner = cursorOfWindow(window);
  let at = 0;
  const cursor: typeof inner = {
    async read(length) {
      const bytes = await inner.read(length);
      at += bytes.length;
      return bytes;
    },
    async skip(length) {
      const passed = await inner.skip(length);
      at += passed;
      return passed;
    },
  };
  const kept: Blob[] = [];
  let from = 0;
  let end = 0;
  for await (const entry of readTarEntries(cursor, book)) {
    const whole = entry.stored + paddingOf(entry.stored);
    if ((await cursor.skip(whole)) < whole) book.stop('archive_truncated');
    if (samePath(entry.path, file.name)) {
      // With what was said of it before its own header.
      kept.push(blob.slice(from, end));
      from = at;
    }
    end = at;
  }
  const content = new TextEncoder().encode(file.text);
  const length = [...kept, blob.slice(from, end)].reduce((sum, { size }) => sum + size, 0);
  const added = blockBytes + content.length + paddingOf(content.length);
  const rest = 2 * blockBytes;
  const padding = (recordBytes - ((length + added + rest) % recordBytes)) % recordBytes;
  return new Blob(
    [
      ...kept,
      blob.slice(from, end),
      ustarHeader(file.name, content.length, file.modified ?? new Date()),
      content,
      new Uint8Array(paddingOf(content.length) + rest + padding),
    ],
    { type: 'application/x-tar' },
  );
}

function samePath(path: string, name: string): boolean {
  return path.replace(/^\.\//, '').toLowerCase() === name.toLowerCase();
}

const octal = (value: number, digits: number): string => value.toString(8).padStart(digits, '0');

/** A plain file readable by all, POSIX.1-1988; names in UTF-8 of 100 bytes at most. */
function ustarHeader(name: string, size: number, modified: Date): Uint8Array<ArrayBuffer> {
  const block = new Uint8Array(blockBytes);
  const encoded = new TextEncoder().encode(name);
  if (encoded.length > 100) throw new RangeError('a name of more than 100 bytes');
  const put = (text: string, offset: number): void => block.set(new TextEncoder().encode(text), offset);
  block.set(encoded);
  put(octal(0o644, 7), 100);
  put(octal(0, 7), 108);
  put(octal(0, 7), 116);
  put(octal(size, 11), 124);
  put(octal(Math.max(0, Math.floor(modified.getTime() / 1000)), 11), 136);
  put(' '.repeat(8), 148);
  put('0', 156);
  put('ustar\u000000', 257);
  const sum = block.reduce((total, byte) => total + byte, 0);
  put(`${octal(sum, 6)}\0 `, 148);
  return block;
}
