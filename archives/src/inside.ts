import type { ArchiveProblemCode } from './archive-problem.ts';
import type { ArchiveReport } from './archive-report.ts';
import { sourceOfBytes, type ByteSource } from './byte-source.ts';
import { EntryBook } from './entry-book.ts';

/** What an archive inside can do to whoever unpacks the outer one: what else is wrong with it may be why it was sent. */
const grave: readonly ArchiveProblemCode[] = [
  'bomb',
  'unpacks_too_large',
  'too_many_entries',
  'nested_too_deep',
  'entries_overlap',
  'size_lies',
];

/** Looks into an archive that another holds, on the same account of entries and bytes. @throws StopInspection */
export async function insideOf(
  outer: EntryBook,
  bytes: Uint8Array,
  shown: string,
  depth: number,
  inspect: (source: ByteSource, book: EntryBook, depth: number) => Promise<ArchiveReport>,
): Promise<void> {
  if (depth >= outer.limits.depth) outer.stop('nested_too_deep', shown);
  const book = new EntryBook(outer.limits, bytes.length, outer.spent, shown);
  const { problems } = await inspect(sourceOfBytes(bytes), book, depth + 1);
  for (const { code, level, entry } of problems) {
    if (grave.includes(code)) outer.stop(code, entry);
    if (level === 'refused') outer.say('nested_damaged', shown);
  }
}
