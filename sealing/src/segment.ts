import { chunksCovering, layoutOfPlaintext, sealedChunkAt } from './message-layout.ts';
import { type OpenState, openChunk, startOpening } from './open.ts';
import { type SealState, startSealing } from './seal.ts';
import { SealingError } from './sealing-error.ts';
import {
  decodeSegmentHeader,
  encodeSegmentHeader,
  SEGMENT_HEADER_BYTES,
  SEGMENT_PREFIX_BYTES,
  type SegmentHeader,
} from './segment-header.ts';

/** Starts a stored object: `prefix` (116 bytes) goes first, then what `sealChunk(state, …)` gives. */
export function startSegment(fileKey: Uint8Array, header: SegmentHeader): { prefix: Uint8Array; state: SealState } {
  const context = encodeSegmentHeader(header);
  const state = startSealing(fileKey, context, header.chunkBytes);
  const prefix = new Uint8Array(SEGMENT_PREFIX_BYTES);
  prefix.set(context);
  prefix.set(state.prefix, SEGMENT_HEADER_BYTES);
  return { prefix, state };
}

/** Bytes a stored object will have for so many bytes of plaintext. */
export function segmentObjectBytes(plaintextBytes: number, chunkBytes: number): number {
  return SEGMENT_HEADER_BYTES + layoutOfPlaintext(plaintextBytes, chunkBytes).sealedBytes;
}

/** A stored object ready to be read in any order. */
export type OpenSegment = {
  readonly header: SegmentHeader;
  readonly state: OpenState;
  readonly plaintextBytes: number;
};

/**
 * Checks what an object says of itself against where it was found, then its commitment and length.
 * @param prefix the first 116 bytes of the object
 * @param objectBytes its whole length
 * @throws SealingError `format`, `truncated`, `commitment`; `forged` when it lies in another one's place
 */
export function openSegment(
  fileKey: Uint8Array,
  place: { fileId: string; number: number },
  prefix: Uint8Array,
  objectBytes: number,
): OpenSegment {
  const header = decodeSegmentHeader(prefix);
  if (header.fileId !== place.fileId || header.number !== place.number) {
    throw new SealingError('forged', 'The object belongs to another file or place.');
  }
  const context = prefix.subarray(0, SEGMENT_HEADER_BYTES);
  const message = prefix.subarray(SEGMENT_HEADER_BYTES, SEGMENT_PREFIX_BYTES);
  const state = startOpening(fileKey, context, header.chunkBytes, message, objectBytes - SEGMENT_HEADER_BYTES);
  return { header, state, plaintextBytes: state.layout.plaintextBytes };
}

/** Where in the object sealed chunk `n` lies, tag included. */
export function segmentChunkAt(segment: OpenSegment, n: number): { start: number; end: number } {
  const { start, end } = sealedChunkAt(segment.state.layout, n);
  return { start: start + SEGMENT_HEADER_BYTES, end: end + SEGMENT_HEADER_BYTES };
}

export type SegmentSpan = {
  firstChunk: number;
  lastChunk: number;
  /** Bytes of the object to read: they hold exactly these chunks. */
  objectStart: number;
  objectEnd: number;
  /** Plaintext bytes to drop in front, and to take after that. */
  skip: number;
  take: number;
};

/** What to read for plaintext bytes `start` up to, not including, `end` of this segment. */
export function segmentSpan(segment: OpenSegment, start: number, end: number): SegmentSpan {
  const span = chunksCovering(segment.state.layout, start, end);
  return {
    ...span,
    objectStart: segmentChunkAt(segment, span.firstChunk).start,
    objectEnd: segmentChunkAt(segment, span.lastChunk).end,
  };
}

/** Opens chunk `n`, given its bytes with the tag. */
export function openSegmentChunk(segment: OpenSegment, n: number, sealed: Uint8Array): Uint8Array {
  return openChunk(segment.state, n, sealed);
}
