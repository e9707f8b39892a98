import { joined } from '../bytes.ts';
import { crc32 } from '../crc32.ts';
import { nameEntries } from './name-entries.ts';
import {
  centralRecord,
  dataDescriptor,
  endRecords,
  localHeader,
  longFrom,
  type WrittenEntry,
  writtenMethods,
} from './zip-parts.ts';

export type FileToPack = {
  /** path with `/`; parts that climb are taken out, a name that is taken gets a number */
  name: string;
  blob: Blob;
  modified?: Date;
};

export type PackOptions = {
  /** after each piece: bytes of the files that are packed, and of all */
  onProgress?: (progress: { bytes: number; of: number }) => void;
  signal?: AbortSignal;
};

const gatheredBytes = 64 * 1024;

// Packed already: packing them again takes time and gains nothing.
const packedAlready =
  /\.(zip|7z|rar|gz|tgz|bz2|xz|zst|jpe?g|png|gif|webp|heic|mp[34]|m4[av]|mov|avi|mkv|docx|xlsx|pptx|od[tsp])$/i;

/**
 * A ZIP of the files piece by piece, made while it is read: DEFLATE where it helps, names in UTF-8, sizes behind the
 * bytes, ZIP64 where needed. At most one file is open, and a piece of it in memory.
 * @throws what reading a file throws, and the signal's reason
 */
export async function* packZip(
  files: readonly FileToPack[],
  options: PackOptions = {},
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  // Thousands of small files make pieces of a few bytes, each of which would cost as much as a large one.
  let gathered: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  for await (const piece of packPieces(files, options)) {
    gathered.push(piece);
    length += piece.length;
    if (length < gatheredBytes) continue;
    yield joined(...gathered);
    gathered = [];
    length = 0;
  }
  yield joined(...gathered);
}

async function* packPieces(
  files: readonly FileToPack[],
  { onProgress, signal }: PackOptions,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const names = nameEntries(files.map(({ name }) => ({ name, relativePath: '' })));
  const of = files.reduce((sum, { blob }) => sum + blob.size, 0);
  const written: WrittenEntry[] = [];
  let at = 0;
  let bytes = 0;
  for (const [index, { blob, modified = new Date() }] of files.entries()) {
    const name = new TextEncoder().encode(names[index]);
    const method =
      packedAlready.test(names[index] ?? '') || blob.size === 0 ? writtenMethods.stored : writtenMethods.deflated;
    const entry = { name, method, descriptor: true, modified, crc: 0, packed: 0, size: 0, localStart: at };
    const long = blob.size >= longFrom;
    const header = localHeader(entry, long);
    yield header;
    if (blob.size > 0) {
      const source = counted(blob.stream(), (piece) => {
        entry.crc = crc32(piece, entry.crc);
        entry.size += piece.length;
        bytes += piece.length;
        onProgress?.({ bytes, of });
      });
      for await (const piece of pieces(
        method === writtenMethods.stored ? source : source.pipeThrough(new CompressionStream('deflate-raw')),
      )) {
        signal?.throwIfAborted();
        entry.packed += piece.length;
        yield piece;
      }
    }
    const descriptor = dataDescriptor(entry, long);
    yield descriptor;
    at += header.length + entry.packed + descriptor.length;
    written.push(entry);
  }
  let size = 0;
  for (const entry of written) {
    const record = centralRecord(entry);
    size += record.length;
    yield record;
  }
  yield endRecords({ entryCount: written.length, start: at, size });
}

/** The same as one Blob, which the browser may keep on disk. */
export async function packZipBlob(files: readonly FileToPack[], options: PackOptions = {}): Promise<Blob> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  for await (const piece of packZip(files, options)) parts.push(piece);
  return new Blob(parts, { type: 'application/zip' });
}

function counted(stream: ReadableStream<Uint8Array<ArrayBuffer>>, count: (piece: Uint8Array) => void) {
  return stream.pipeThrough(
    new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
      transform(piece, controller) {
        count(piece);
        controller.enqueue(piece);
      },
    }),
  );
}

/** By a reader: not every browser iterates over streams. */
async function* pieces(stream: ReadableStream<Uint8Array<ArrayBuffer>>): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
