import { idFromBytes, idToBytes } from './id-bytes.ts';
import { MAX_CHUNK_BYTES, PREFIX_BYTES } from './message-layout.ts';
import { SealingError } from './sealing-error.ts';

/** What a stored object says of itself, in clear; all of it is the context of the sealed message behind it. */
export type SegmentHeader = {
  /** UUID of the file (and of its upload). */
  fileId: string;
  /** Place of the segment in its file, from 0, without gaps. */
  number: number;
  /** UUID of the intake key its file key derives from. */
  intakeKeyId: string;
  chunkBytes: number;
};

const MAGIC = new TextEncoder().encode('schleuse.segment.v1');
/** C2SP chunked-encryption with AES-256-GCM and SHA-512, the chunk size as the header says. */
const ALGORITHM_CHUNKED_AES_256_GCM_SHA512 = 1;

export const SEGMENT_HEADER_BYTES = 60;
/** Header, salt and commitment: what must be read before the first chunk. */
export const SEGMENT_PREFIX_BYTES = SEGMENT_HEADER_BYTES + PREFIX_BYTES;
/** What Schleuse stores (measured in docs/decisions/0003). Objects of any other size open too. */
export const STORED_CHUNK_BYTES = 256 * 1024;

/** The 60 bytes at the front of a stored object (SPEC.md, "Stored object"). */
export function encodeSegmentHeader(header: SegmentHeader): Uint8Array {
  const bytes = new Uint8Array(SEGMENT_HEADER_BYTES);
  const view = new DataView(bytes.buffer);
  bytes.set(MAGIC);
  bytes[19] = ALGORITHM_CHUNKED_AES_256_GCM_SHA512;
  view.setUint32(20, header.chunkBytes);
  view.setUint32(24, header.number);
  bytes.set(idToBytes(header.fileId), 28);
  bytes.set(idToBytes(header.intakeKeyId), 44);
  return bytes;
}

/** @throws SealingError `truncated`, or `format` when this is no stored object or one of a later version */
export function decodeSegmentHeader(bytes: Uint8Array): SegmentHeader {
  if (bytes.length < SEGMENT_HEADER_BYTES) throw new SealingError('truncated', 'The object ends within its header.');
  if (!MAGIC.every((byte, i) => bytes[i] === byte)) throw new SealingError('format', 'This is not a stored object.');
  if (bytes[19] !== ALGORITHM_CHUNKED_AES_256_GCM_SHA512) {
    throw new SealingError('format', `The object names algorithm ${bytes[19]}, which this version does not know.`);
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, SEGMENT_HEADER_BYTES);
  const chunkBytes = view.getUint32(20);
  if (chunkBytes < 1 || chunkBytes > MAX_CHUNK_BYTES) throw new SealingError('format', 'The chunk size is impossible.');
  return {
    chunkBytes,
    number: view.getUint32(24),
    fileId: idFromBytes(bytes.subarray(28, 44)),
    intakeKeyId: idFromBytes(bytes.subarray(44, 60)),
  };
}
