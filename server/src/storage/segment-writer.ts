import type { BufferPool } from './buffer-pool.ts';
import { errorOfFault } from './disk-errors.ts';
import type { Flow } from './flow.ts';
import type { SealThreads } from './seal-threads.ts';
import type { ChecksumAlgorithm, FromWorker, SealSpec } from './worker-messages.ts';

export type WriterSpec = {
  /** Where the segment begins in its file. */
  offset: number;
  path: string;
  seal: SealSpec;
  checksum: ChecksumAlgorithm | null;
  /** May be called once `write` has answered false. */
  onRoom: () => void;
  onFailure: (error: Error) => void;
};

export type Written = { size: number; sha256: Uint8Array | null; checksum: Uint8Array | null };

export type SegmentWriter = {
  /** Bytes taken so far. */
  readonly size: number;
  /** Takes bytes over (they are copied); false: stop sending until `onRoom`. */
  write(bytes: Uint8Array): boolean;
  /** Ends the segment; resolves when its bytes are on the disk, under the temporary name. */
  finish(): Promise<Written>;
  /** Gives the segment up; its temporary file is gone when this resolves. */
  abort(): Promise<void>;
  /** The disk or the thread is dead: whoever waits for this segment hears it now. */
  fail(error: Error): void;
};

type Deps = { threads: SealThreads; pool: BufferPool; flow: Flow };

// Whoever fills a whole buffer within this time gets a whole one at once.
const FAST_MS = 1_000;

/** Gathers what a client sends into whole chunks and hands them to a worker, which hashes, seals and writes them. */
export function startSegmentWriter({ threads, pool, flow }: Deps, spec: WriterSpec): SegmentWriter {
  const { chunkBytes, fileId } = spec.seal.header;
  const thread = threads.threadOf(fileId);
  const stream = threads.nextStream();
  const member = { inFlight: 0, resume: spec.onRoom };
  const end = Promise.withResolvers<Written | undefined>();
  end.promise.catch(() => undefined);

  let current: Uint8Array<ArrayBuffer> | undefined;
  let filled = 0;
  let begunAt = 0;
  let fast = false;
  let size = 0;
  let over = false;

  thread.listen(stream, hear);
  const { path, seal, offset, checksum } = spec;
  // Moved, not copied: the thread overwrites it once it has derived what it needs.
  const fileKey = new Uint8Array(seal.fileKey);
  thread.say({ say: 'open', stream, path, seal: { ...seal, fileKey }, offset, checksum }, [fileKey.buffer]);

  function hear(message: FromWorker): void {
    if (message.say === 'written') {
      pool.give(message.buffer);
      flow.remove(member, Math.min(message.bytes, member.inFlight));
    } else if (message.say === 'failed') {
      fail(errorOfFault(message.fault));
    } else if (message.say === 'finished') {
      leave();
      end.resolve({ size, sha256: message.sha256, checksum: message.checksum });
    } else if (message.say === 'aborted') {
      leave();
      end.resolve(undefined);
    }
  }

  function fail(error: Error): void {
    leave();
    end.reject(error);
    spec.onFailure(error);
  }

  function leave(): void {
    over = true;
    if (current) pool.give(current.buffer);
    current = undefined;
    thread.quit(stream);
    flow.leave(member);
  }

  function roomFor(bytes: number): Uint8Array<ArrayBuffer> {
    if (!current) {
      begunAt = Date.now();
      filled = 0;
      current = new Uint8Array(pool.take(fast ? chunkBytes : Math.min(bytes, chunkBytes)));
    }
    if (filled + bytes > current.length && current.length < chunkBytes) {
      const larger = new Uint8Array(pool.take(Math.min(filled + bytes, chunkBytes)));
      larger.set(current.subarray(0, filled));
      pool.give(current.buffer);
      current = larger;
    }
    return current;
  }

  function send(full: Uint8Array<ArrayBuffer>): boolean {
    fast = Date.now() - begunAt < FAST_MS;
    current = undefined;
    thread.say({ say: 'bytes', stream, buffer: full.buffer }, [full.buffer]);
    return flow.add(member, chunkBytes);
  }

  return {
    get size() {
      return size;
    },
    write(bytes) {
      let room = true;
      if (over) return room;
      for (let rest = bytes; rest.length > 0;) {
        const buffer = roomFor(rest.length);
        const piece = rest.subarray(0, buffer.length - filled);
        buffer.set(piece, filled);
        filled += piece.length;
        size += piece.length;
        rest = rest.subarray(piece.length);
        if (filled === chunkBytes) room = send(buffer);
      }
      return room;
    },
    async finish() {
      if (!over) {
        const rest = current ?? new Uint8Array(new ArrayBuffer(0));
        const length = current ? filled : 0;
        current = undefined;
        thread.say({ say: 'finish', stream, rest: rest.buffer, length }, [rest.buffer]);
      }
      const written = await end.promise;
      if (!written) throw new Error('the segment was given up');
      return written;
    },
    async abort() {
      if (!over) thread.say({ say: 'abort', stream });
      await end.promise.catch(() => undefined);
    },
    fail,
  };
}
