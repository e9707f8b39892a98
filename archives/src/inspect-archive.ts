import { StopInspection } from './archive-problem.ts';
import type { ArchiveReport } from './archive-report.ts';
import type { ByteSource } from './byte-source.ts';
import { detectKindOfHead, headBytes, isProgram } from './detect-kind.ts';
import { EntryBook } from './entry-book.ts';
import { insideOf } from './inside.ts';
import { defaultLimits, type InspectLimits } from './inspect-limits.ts';
import type { Found, InspectTools, Inspection } from './inspection.ts';
import { inspectGz } from './gz/inspect-gz.ts';
import { inspectRar4, inspectRar5 } from './rar/inspect-rar.ts';
import { inspectTar } from './tar/inspect-tar.ts';
import { inspectZip } from './zip/inspect-zip.ts';

const readers = { zip: inspectZip, tar: inspectTar, gz: inspectGz, rar4: inspectRar4, rar5: inspectRar5 } as const;

/**
 * What an archive holds, and what speaks against taking it: read from its headers, from its Readme and, within
 * `limits.verifiedBytes`, from its contents. Nothing is written anywhere. Only what `source` throws is thrown.
 */
export async function inspectArchive(
  source: ByteSource,
  limits: Partial<InspectLimits> = {},
  tools: InspectTools = {},
): Promise<ArchiveReport> {
  const spent = { entries: 0, unpacked: 0, verified: 0, names: 0 };
  const book = new EntryBook({ ...defaultLimits, ...limits }, source.size, spent);
  return await inspectWith(source, book, 1, tools);
}

async function inspectWith(
  source: ByteSource,
  book: EntryBook,
  depth: number,
  tools: InspectTools = {},
): Promise<ArchiveReport> {
  const head = await source.read(0, Math.min(headBytes, source.size));
  const kind = detectKindOfHead(head);
  let found: Found = { readmeState: 'missing' };
  try {
    if (!kind) book.stop(isProgram(head) ? 'self_extracting' : 'kind_unknown');
    const inspection: Inspection = {
      source,
      book,
      depth,
      tools,
      inspectInside: async (bytes, shown) => await insideOf(book, bytes, shown, depth, inspectWith),
    };
    found = await readers[kind](inspection);
  } catch (error) {
    if (!(error instanceof StopInspection)) throw error;
  }
  const { namesEncrypted = false, ...rest } = found;
  return {
    kind,
    ...rest,
    entries: book.entries,
    entryCount: book.entryCount,
    totalSize: book.totalSize,
    contentsCheckable: !book.encrypted && !namesEncrypted,
    refused: book.refused,
    problems: [...book.problems.values()],
  };
}
