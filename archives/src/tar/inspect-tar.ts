import { type ByteCursor, cursorOfWindow } from '../byte-cursor.ts';
import { ByteWindow } from '../byte-window.ts';
import { decodeText } from '../decode-text.ts';
import { detectKindOfHead, headBytes } from '../detect-kind.ts';
import type { Found, Inspection } from '../inspection.ts';
import { readmeBytes } from '../readme.ts';
import { paddingOf, readTarEntries, type TarEntry } from './read-tar-entries.ts';

/** @throws StopInspection */
export async function inspectTar(inspection: Inspection): Promise<Found> {
  return await inspectTarBytes(inspection, cursorOfWindow(new ByteWindow(inspection.source)), inspection.source.size);
}

/** A TAR as it lies in a file, or as it is unpacked; `longest` are the bytes there are, where that is known. @throws StopInspection */
export async function inspectTarBytes(
  inspection: Inspection,
  cursor: ByteCursor,
  longest = Number.POSITIVE_INFINITY,
): Promise<Found> {
  const { book } = inspection;
  const found: Found = { readmeState: 'missing' };
  let foundDepth = Number.POSITIVE_INFINITY;
  inspection.sofar = found;
  for await (const entry of readTarEntries(cursor, book)) {
    if (entry.stored > longest) book.stop('archive_truncated', entry.path);
    const { shown, readmeDepth } = book.add(entry);
    const wanted = readmeDepth > 0 && readmeDepth <= foundDepth;
    const head = (await cursor.read(Math.min(entry.stored, wanted ? readmeBytes : headBytes))).slice();
    if (wanted) {
      // Later entries of one name replace earlier ones when they are unpacked.
      foundDepth = readmeDepth;
      found.readmeState = 'read';
      found.readme = { name: shown, text: decodeText(head, head.length < entry.stored) };
    }
    const passed = await passRest(inspection, cursor, entry, head, shown);
    if (passed < entry.stored) book.stop('archive_truncated', shown);
    const padding = paddingOf(entry.stored);
    if ((await cursor.skip(padding)) < padding) book.say('end_missing');
  }
  return found;
}

/** The rest of an entry whose first bytes were read; of an archive, to look into it. @returns all bytes that there were */
async function passRest(
  { book, inspectInside }: Inspection,
  cursor: ByteCursor,
  { stored }: TarEntry,
  head: Uint8Array,
  shown: string,
): Promise<number> {
  const isArchive = detectKindOfHead(head.subarray(0, headBytes)) !== undefined;
  const inspected = stored <= book.limits.nestedBytes && book.spent.verified + stored <= book.limits.verifiedBytes;
  if (isArchive && !inspected) book.say('nested_unchecked', shown);
  if (!isArchive || !inspected) return head.length + (await cursor.skip(stored - head.length));
  const held = new Uint8Array(stored);
  held.set(head);
  let length = head.length;
  while (length < stored) {
    const piece = await cursor.read(Math.min(stored - length, 256 * 1024));
    if (piece.length === 0) return length;
    held.set(piece, length);
    length += piece.length;
  }
  book.spent.verified += stored;
  await inspectInside(held, shown);
  return length;
}
