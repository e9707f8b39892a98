import { closeSync, openSync, readSync } from 'node:fs';

import {
  type OpenSegment,
  openSegment,
  openSegmentChunk,
  segmentChunkAt,
  segmentObjectBytes,
} from '@schleuse/sealing/segment';
import { decodeSegmentHeader, SEGMENT_PREFIX_BYTES } from '@schleuse/sealing/segment-header';

import { codeOf } from './disk-errors.ts';
import type { FromWorker, ToWorker } from './worker-messages.ts';

/** `readNext` says whether there is more to come. */
export type ReadStream = { readNext(): boolean; close(): void };

type Open = Extract<ToWorker, { say: 'read-open' }>;
type Say = (message: FromWorker, transfer?: ArrayBuffer[]) => void;

// What is read is opened at once into memory of its own: one place to read into is enough for a thread.
let scratch = new Uint8Array(0);

/** Opens a range of a segment batch by batch; nothing is said before its tag was checked. */
export function openReadStream(open: Open, say: Say): ReadStream {
  const { stream, objectStart, start, end } = open;
  let fd = -1;
  let segment: OpenSegment | undefined;
  let at = start;

  function readAt(position: number, length: number): Uint8Array {
    if (scratch.length < length) scratch = new Uint8Array(length);
    const bytes = scratch.subarray(0, length);
    let filled = 0;
    while (filled < length) {
      const count = readSync(fd, bytes, filled, length - filled, objectStart + position + filled);
      if (count === 0) throw new Error('it ends too early');
      filled += count;
    }
    return bytes;
  }

  function begin(): OpenSegment {
    fd = openSync(open.path, 'r');
    const prefix = readAt(0, SEGMENT_PREFIX_BYTES);
    const objectBytes = segmentObjectBytes(open.size, decodeSegmentHeader(prefix).chunkBytes);
    return openSegment(open.open.fileKey, open.open, prefix, objectBytes);
  }

  function next(): Uint8Array<ArrayBuffer> {
    segment ??= begin();
    const chunk = Math.floor(at / segment.header.chunkBytes);
    const chunkStart = chunk * segment.header.chunkBytes;
    const chunkEnd = Math.min(chunkStart + segment.header.chunkBytes, end);
    const place = segmentChunkAt(segment, chunk);
    const bytes = openSegmentChunk(segment, chunk, readAt(place.start, place.end - place.start));
    const wanted = bytes.subarray(at - chunkStart, chunkEnd - chunkStart);
    at = chunkEnd;
    return ownBuffer(wanted);
  }

  function close(): void {
    if (fd >= 0) closeSync(fd);
    fd = -1;
    at = end;
  }

  return {
    readNext() {
      if (at >= end) return false;
      try {
        const bytes = next();
        say({ say: 'read', stream, bytes }, [bytes.buffer]);
      } catch (error) {
        at = end;
        const reason = error instanceof Error ? error.message : String(error);
        say({ say: 'read-failed', stream, reason: codeOf(error) === 'ENOENT' ? 'it is missing' : reason });
      }
      if (at >= end) close();
      return at < end;
    },
    close,
  };
}

/** Only a buffer that is nobody else's may be transferred. */
function ownBuffer(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const whole = bytes.byteOffset === 0 && bytes.byteLength === bytes.buffer.byteLength;
  return whole && bytes.buffer instanceof ArrayBuffer
    ? new Uint8Array(bytes.buffer)
    : Uint8Array.prototype.slice.call(bytes);
}
