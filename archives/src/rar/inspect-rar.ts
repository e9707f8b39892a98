import { ByteWindow } from '../byte-window.ts';
import { checkContents } from '../check-contents.ts';
import { decodeText } from '../decode-text.ts';
import type { Found, Inspection } from '../inspection.ts';
import { readText } from '../readme.ts';
import type { RarEntry } from './rar-entry.ts';
import { readRar4 } from './rar4-blocks.ts';
import { readRar5 } from './rar5-blocks.ts';

const longestTarget = 4096;

/** @throws StopInspection */
export async function inspectRar4(inspection: Inspection): Promise<Found> {
  return await inspectRar(inspection, readRar4);
}

/** @throws StopInspection */
export async function inspectRar5(inspection: Inspection): Promise<Found> {
  return await inspectRar(inspection, readRar5);
}

/** Reads what is stored; what is packed by RAR's own methods is unpacked by the server's tool alone, if there is one. */
async function inspectRar(inspection: Inspection, read: typeof readRar4): Promise<Found> {
  const { book, source } = inspection;
  // Contents by a window of their own: headers go on where they were.
  const contents = new ByteWindow(source);
  const blocks = read(new ByteWindow(source), book);
  const found: Found = { readmeState: 'missing' };
  let foundDepth = Number.POSITIVE_INFINITY;
  for (;;) {
    const { done, value } = await blocks.next();
    if (done) {
      if (value === 'names-encrypted') {
        book.say('names_encrypted');
        return { readmeState: 'locked', namesEncrypted: true };
      }
      await checkBehind(inspection, contents, value);
      return found;
    }
    const { shown, readmeDepth } = book.add(value);
    checkSizes(inspection, value, shown);
    if (value.kind === 'link' && !value.link && !value.encrypted) await readLink(inspection, contents, value, shown);
    if (readmeDepth > 0 && readmeDepth < foundDepth) {
      foundDepth = readmeDepth;
      Object.assign(found, await readReadme(inspection, contents, value, shown));
    }
    if (value.kind !== 'file' || !value.stored || value.encrypted) continue;
    if (book.spent.verified + value.packed > book.limits.verifiedBytes) book.say('checked_in_part');
    else await checkContents(inspection, { ...value, shown }, pieces(contents, value));
  }
}

function checkSizes({ book }: Inspection, entry: RarEntry, shown: string): void {
  if (entry.knownSize === undefined) book.say('checked_in_part', shown);
  else if (entry.stored && !entry.encrypted && entry.kind === 'file' && entry.size !== entry.packed) {
    book.stop('size_lies', shown);
  }
  if (entry.kind === 'folder' && entry.packed > 0) book.stop('header_differs', shown);
}

/** RAR 3 and 4 keep a link's target as its content. */
async function readLink({ book }: Inspection, window: ByteWindow, entry: RarEntry, shown: string): Promise<void> {
  if (!entry.stored || entry.packed > longestTarget) return book.say('link_leaves', shown);
  book.addLink(entry.path, { target: await readText(pieces(window, entry), longestTarget), from: 'symbolic' });
}

async function readReadme(
  { tools, book }: Inspection,
  window: ByteWindow,
  entry: RarEntry,
  shown: string,
): Promise<Found> {
  if (entry.encrypted) return { readmeState: 'locked' };
  if (entry.stored)
    return { readmeState: 'read', readme: { name: shown, text: await readText(pieces(window, entry)) } };
  const bytes = await tools.readRarEntry?.({
    index: book.entryCount - 1,
    size: entry.size,
    end: entry.dataStart + entry.packed,
  });
  if (bytes)
    return { readmeState: 'read', readme: { name: shown, text: decodeText(bytes, bytes.length < entry.size) } };
  book.say('method_unreadable', shown);
  return { readmeState: 'unread' };
}

async function* pieces(window: ByteWindow, { dataStart, packed }: RarEntry): AsyncGenerator<Uint8Array> {
  const pieceBytes = 64 * 1024;
  for (let at = 0; at < packed; at += pieceBytes) {
    yield await window.at(dataStart + at, Math.min(pieceBytes, packed - at));
  }
}

async function checkBehind({ book }: Inspection, window: ByteWindow, end: number): Promise<void> {
  if (end >= window.size) return;
  const pieceBytes = 64 * 1024;
  for (let at = end; at < window.size; at += pieceBytes) {
    if ((await window.at(at, pieceBytes)).some((byte) => byte !== 0)) book.stop('hidden_data');
  }
  book.say('padding');
}
