import { crc32 } from './crc32.ts';
import { detectKindOfHead, headBytes } from './detect-kind.ts';
import { InflateFault } from './inflate.ts';
import type { Inspection } from './inspection.ts';

/**
 * Unpacks one entry to nowhere: it must be as long as was said and have the checksum that was said. An archive in it is
 * looked into when it is small enough to be held.
 */
export async function checkContents(
  { book, inspectInside }: Inspection,
  { shown, size, crc }: { shown: string; size: number; crc?: number },
  pieces: AsyncIterable<Uint8Array>,
): Promise<void> {
  let unpacked = 0;
  let sum = 0;
  let held: Uint8Array | undefined;
  try {
    for await (const piece of pieces) {
      if (unpacked === 0 && isArchiveInside(piece)) {
        if (size <= book.limits.nestedBytes) held = new Uint8Array(size);
        else book.say('nested_unchecked', shown);
      }
      if (unpacked + piece.length > size) book.stop('size_lies', shown);
      held?.set(piece, unpacked);
      unpacked += piece.length;
      book.spent.verified += piece.length;
      if (crc !== undefined) sum = crc32(piece, sum);
    }
  } catch (error) {
    if (!(error instanceof InflateFault)) throw error;
    return book.say('archive_damaged', shown);
  }
  if (unpacked < size) book.say('size_lies', shown);
  else if (crc !== undefined && sum !== crc) book.say('archive_damaged', shown);
  else if (held) await inspectInside(held, shown);
}

function isArchiveInside(piece: Uint8Array): boolean {
  return detectKindOfHead(piece.subarray(0, headBytes)) !== undefined;
}
