import { SealingError } from './sealing-error.ts';

// Arithmetic of a message of C2SP chunked-encryption: salt | commitment | chunk 0 | … | chunk n, each chunk followed by
// its tag, the last one always shorter than the rest. No cryptography here: the browser uses it as it is.

export const SALT_BYTES = 24;
export const COMMITMENT_BYTES = 32;
/** Bytes before the first chunk. */
export const PREFIX_BYTES = SALT_BYTES + COMMITMENT_BYTES;
export const TAG_BYTES = 16;
/** The chunk size the specification fixes for interchange; what Schleuse stores uses a larger one (SPEC.md). */
export const INTERCHANGE_CHUNK_BYTES = 16 * 1024;
/** One AES-GCM call must stay in one buffer. */
export const MAX_CHUNK_BYTES = 16 * 1024 * 1024;
/** A counter that reaches this aborts (chunked-encryption, "Message chunking"). */
export const MAX_CHUNKS = 2 ** 38;

export type MessageLayout = {
  /** Plaintext bytes in every chunk but the last. */
  chunkBytes: number;
  plaintextBytes: number;
  sealedBytes: number;
  /** At least 1: the empty message is one empty chunk. */
  chunks: number;
};

/** Layout of a message of `plaintextBytes` (≥ 0) once sealed. */
export function layoutOfPlaintext(plaintextBytes: number, chunkBytes: number): MessageLayout {
  checkChunkBytes(chunkBytes);
  if (!Number.isSafeInteger(plaintextBytes) || plaintextBytes < 0) {
    throw new SealingError('misuse', 'The length of a message is a whole number, zero or more.');
  }
  const chunks = Math.floor(plaintextBytes / chunkBytes) + 1;
  if (chunks > MAX_CHUNKS) throw new SealingError('misuse', 'The message has too many chunks.');
  return { chunkBytes, plaintextBytes, sealedBytes: PREFIX_BYTES + plaintextBytes + chunks * TAG_BYTES, chunks };
}

/**
 * Layout of a sealed message of `sealedBytes`.
 * @throws SealingError `truncated` when no message has that length.
 */
export function layoutOfSealed(sealedBytes: number, chunkBytes: number): MessageLayout {
  checkChunkBytes(chunkBytes);
  const body = sealedBytes - PREFIX_BYTES;
  const fullChunks = Math.floor(body / (chunkBytes + TAG_BYTES));
  const lastSealed = body - fullChunks * (chunkBytes + TAG_BYTES);
  if (!Number.isSafeInteger(sealedBytes) || body < 0 || lastSealed < TAG_BYTES || fullChunks >= MAX_CHUNKS) {
    throw new SealingError('truncated', 'The sealed bytes are incomplete: no message has that length.');
  }
  return {
    chunkBytes,
    plaintextBytes: fullChunks * chunkBytes + lastSealed - TAG_BYTES,
    sealedBytes,
    chunks: fullChunks + 1,
  };
}

/** Where sealed chunk `n` lies, tag included: from `start` up to, not including, `end`, counted from the salt. */
export function sealedChunkAt(layout: MessageLayout, n: number): { start: number; end: number } {
  if (!Number.isSafeInteger(n) || n < 0 || n >= layout.chunks) {
    throw new SealingError('misuse', `There is no chunk ${n}.`);
  }
  const start = PREFIX_BYTES + n * (layout.chunkBytes + TAG_BYTES);
  return { start, end: Math.min(start + layout.chunkBytes + TAG_BYTES, layout.sealedBytes) };
}

export type ChunkSpan = {
  firstChunk: number;
  /** Last chunk, inclusive. */
  lastChunk: number;
  /** Bytes to drop from the front of the first opened chunk. */
  skip: number;
  /** Plaintext bytes wanted after that. */
  take: number;
};

/** The chunks that hold plaintext bytes `start` up to, not including, `end`; at least one byte, within the message. */
export function chunksCovering(layout: MessageLayout, start: number, end: number): ChunkSpan {
  if (!(start >= 0 && start < end && end <= layout.plaintextBytes)) {
    throw new SealingError('misuse', 'The range lies outside the message.');
  }
  const firstChunk = Math.floor(start / layout.chunkBytes);
  return {
    firstChunk,
    lastChunk: Math.floor((end - 1) / layout.chunkBytes),
    skip: start - firstChunk * layout.chunkBytes,
    take: end - start,
  };
}

function checkChunkBytes(chunkBytes: number): void {
  if (!Number.isInteger(chunkBytes) || chunkBytes < 1 || chunkBytes > MAX_CHUNK_BYTES) {
    throw new SealingError('misuse', `A chunk holds 1 to ${MAX_CHUNK_BYTES} bytes.`);
  }
}
