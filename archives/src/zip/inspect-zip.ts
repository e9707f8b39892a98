import { ByteWindow } from '../byte-window.ts';
import { checkContents } from '../check-contents.ts';
import type { EntryBook } from '../entry-book.ts';
import { InflateFault } from '../inflate.ts';
import type { Found, Inspection } from '../inspection.ts';
import { readText } from '../readme.ts';
import { checkLocalHeaders, type PlacedEntry } from './check-local-headers.ts';
import { findDirectory } from './find-directory.ts';
import { readDirectory } from './read-directory.ts';
import { isReadableMethod, unpackEntry } from './unpack-entry.ts';
import { methods, signatures, viewOf } from './zip-records.ts';

/** Nobody's link is longer. */
const longestTarget = 4096;
/** DEFLATE packs 258 bytes into two bits at best. */
const deflateAtBest = 1032;

/** @throws StopInspection */
export async function inspectZip(inspection: Inspection): Promise<Found> {
  const { source, book } = inspection;
  const window = new ByteWindow(source);
  await refuseFirstPart(window, book);
  const directory = await findDirectory(window, book);
  const entries = await checkLocalHeaders(window, directory, await readDirectory(window, directory, book), book);
  for (const entry of entries) checkSizes(entry, book);
  await readLinks(window, entries, book);
  const found = await readReadme(window, entries, book);
  for (const entry of entries) {
    if (entry.kind === 'folder' || entry.encrypted || !isReadableMethod(entry.method)) continue;
    if (book.spent.verified + entry.size > book.limits.verifiedBytes) book.say('checked_in_part');
    else await checkContents(inspection, entry, unpackEntry(window, entry));
  }
  return found;
}

/** The first part of a split archive has no directory: that would read as "cut off". */
async function refuseFirstPart(window: ByteWindow, book: EntryBook): Promise<void> {
  const head = (await window.at(0, 8)).slice();
  if (head.length < 8 || viewOf(head).getUint32(0, true) !== signatures.dataDescriptor) return;
  if (viewOf(head).getUint32(4, true) === signatures.localHeader) return;
  book.stop('archive_damaged');
}

function checkSizes(entry: PlacedEntry, book: EntryBook): void {
  if (!isReadableMethod(entry.method) && !entry.encrypted) book.say('method_unreadable', entry.shown);
  if (entry.encrypted) return;
  const lies =
    entry.method === methods.stored
      ? entry.size !== entry.packed
      : entry.method === methods.deflated && entry.size > entry.packed * deflateAtBest;
  if (lies) book.stop('size_lies', entry.shown);
}

/** A link's target is its content. */
async function readLinks(window: ByteWindow, entries: readonly PlacedEntry[], book: EntryBook): Promise<void> {
  for (const entry of entries) {
    // Where a link with a password leads nobody knows, like all that the archive holds.
    if (entry.kind !== 'link' || entry.encrypted) continue;
    if (!isReadableMethod(entry.method) || entry.size > longestTarget) {
      book.say('link_leaves', entry.shown);
      continue;
    }
    const target = await readSafely(window, entry, book, longestTarget);
    if (target !== undefined) book.addLink(entry.path, { target, from: 'symbolic' });
  }
}

async function readReadme(window: ByteWindow, entries: readonly PlacedEntry[], book: EntryBook): Promise<Found> {
  const [entry] = entries.filter(({ readmeDepth }) => readmeDepth > 0).sort((a, b) => a.readmeDepth - b.readmeDepth);
  if (!entry) return { readmeState: 'missing' };
  if (entry.encrypted) return { readmeState: 'locked' };
  if (!isReadableMethod(entry.method)) return { readmeState: 'unread' };
  const text = await readSafely(window, entry, book);
  return text === undefined ? { readmeState: 'unread' } : { readmeState: 'read', readme: { name: entry.shown, text } };
}

async function readSafely(window: ByteWindow, entry: PlacedEntry, book: EntryBook, limit?: number) {
  try {
    return await readText(unpackEntry(window, entry), limit);
  } catch (error) {
    if (!(error instanceof InflateFault)) throw error;
    book.say('archive_damaged', entry.shown);
    return undefined;
  }
}
