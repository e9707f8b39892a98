import type { Readable } from 'node:stream';

export type FileReader = {
  /** Bytes from `offset`, at most `length`, fewer only at the end of the file; undefined when they must be waited for. */
  readNow(offset: number, length: number): Buffer[] | undefined;
  read(offset: number, length: number): Promise<Buffer[]>;
  /** Gives stream and buffers back; reading goes on where it is asked for next. */
  rest(): void;
};

/** What was read lately stays for clients whose requests overtake one another. Bytes. */
const kept = 512 * 1024;
/** A request this far ahead of what is there waits for it; one further off starts anew. Bytes. */
const skipped = 1024 * 1024;

/**
 * Serves reads at any offset from a stream that runs ahead: mostly they come in order, many at a time. One that lies
 * elsewhere starts the stream there.
 */
export function createFileReader(size: number, open: (start: number, end: number) => Readable): FileReader {
  let chunks: Buffer[] = [];
  let start = 0;
  let end = 0;
  let stream: Readable | undefined;
  let pieces: AsyncIterator<Buffer> | undefined;

  function startAt(offset: number): void {
    rest();
    start = end = offset;
    stream = open(offset, size);
    pieces = stream.iterator() as AsyncIterator<Buffer>;
  }

  function rest(): void {
    // Whoever waits for a piece of it is told; nobody else listens.
    stream?.on('error', () => undefined).destroy();
    stream = pieces = undefined;
    chunks = [];
    end = start;
  }

  function dropBefore(offset: number): void {
    for (let first = chunks[0]; first && start + first.length <= offset - kept; first = chunks[0]) {
      chunks.shift();
      start += first.length;
    }
  }

  function readNow(offset: number, length: number): Buffer[] | undefined {
    const until = Math.min(size, offset + length);
    if (offset >= until) return [];
    if (offset < start || until > end) return undefined;
    const found: Buffer[] = [];
    let at = start;
    for (const chunk of chunks) {
      const next = at + chunk.length;
      if (next > offset && at < until) found.push(chunk.subarray(Math.max(0, offset - at), until - at));
      at = next;
    }
    dropBefore(offset);
    return found;
  }

  return {
    readNow,
    rest,
    async read(offset, length) {
      const until = Math.min(size, offset + length);
      if (!pieces || offset < start || offset > end + skipped) startAt(offset);
      while (end < until) {
        const { value, done } = (await pieces?.next()) ?? { value: undefined, done: true };
        if (done || !value) throw new Error('the stored file ended too early');
        chunks.push(value);
        end += value.length;
        dropBefore(offset);
      }
      return readNow(offset, length) ?? [];
    },
  };
}
