import { joined } from '../bytes.ts';
import { cursorOfPieces } from '../byte-cursor.ts';
import { ByteWindow } from '../byte-window.ts';
import { decodeText } from '../decode-text.ts';
import { detectKindOfHead, headBytes } from '../detect-kind.ts';
import { isReadmePath } from '../entry-path.ts';
import type { Found, Inspection } from '../inspection.ts';
import { readmeBytes } from '../readme.ts';
import { inspectTarBytes } from '../tar/inspect-tar.ts';
import { gunzip, VerifiedEnough } from './gunzip.ts';
import { readGzHeader } from './gz-header.ts';

/** A TAR within, or the one file that was packed. @throws StopInspection */
export async function inspectGz(inspection: Inspection): Promise<Found> {
  const { source, book } = inspection;
  const window = new ByteWindow(source);
  const header = await readGzHeader(window, 0);
  const name = typeof header === 'string' ? '' : header.name;
  const pieces = gunzip(window, book);
  const cursor = cursorOfPieces(pieces);
  const head = (await cursor.read(headBytes)).slice();
  if (detectKindOfHead(head) === 'tar') {
    try {
      const found = await inspectTarBytes(inspection, startingWith(head, cursor));
      return { ...found, inner: 'tar' };
    } catch (error) {
      if (!(error instanceof VerifiedEnough)) throw error;
      book.say('checked_in_part');
      const { readmeState = 'missing', ...found } = inspection.sofar ?? {};
      return { ...found, readmeState: readmeState === 'missing' ? 'unread' : readmeState, inner: 'tar' };
    }
  }
  return await inspectFile(inspection, name || nameless, head, cursor);
}

const nameless = 'data';

async function inspectFile(inspection: Inspection, name: string, head: Uint8Array, cursor: Cursor): Promise<Found> {
  const { book, inspectInside } = inspection;
  const entry = { path: name, size: 0, kind: 'file', encrypted: false } as const;
  const { shown } = book.add(entry);
  const isArchive = detectKindOfHead(head) !== undefined;
  const isReadme = isReadmePath([name]);
  const most = isArchive ? book.limits.nestedBytes : isReadme ? readmeBytes : 0;
  const held = [head];
  let size = head.length;
  book.addSize(head.length, shown);
  try {
    for (let piece = await cursor.read(64 * 1024); piece.length > 0; piece = await cursor.read(64 * 1024)) {
      size += piece.length;
      book.addSize(piece.length, shown);
      if (size <= most + 64 * 1024) held.push(piece.slice());
    }
  } catch (error) {
    if (!(error instanceof VerifiedEnough)) throw error;
    book.say('checked_in_part');
  }
  const [listed] = book.entries;
  if (listed) listed.size = size;
  if (isArchive && size > most) book.say('nested_unchecked', shown);
  else if (isArchive) await inspectInside(joined(...held), shown);
  if (!isReadme) return { readmeState: 'missing' };
  const text = joined(...held).subarray(0, readmeBytes);
  return { readmeState: 'read', readme: { name: shown, text: decodeText(text, size > readmeBytes) } };
}

type Cursor = ReturnType<typeof cursorOfPieces>;

/** Gives bytes that were read back to a cursor. */
function startingWith(head: Uint8Array, cursor: Cursor): Cursor {
  async function* pieces(): AsyncGenerator<Uint8Array> {
    yield head;
    for (let piece = await cursor.read(64 * 1024); piece.length > 0; piece = await cursor.read(64 * 1024)) yield piece;
  }
  return cursorOfPieces(pieces());
}
