import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

import { describe, expect, test } from 'vitest';

import { deriveFileKey } from './file-key.ts';
import { openIntakeKey } from './key-sealing.ts';
import { sealMessage } from './seal-stream.ts';
import { startSealingWithSalt } from './seal.ts';
import { SealingError } from './sealing-error.ts';
import { encodeSegmentHeader, SEGMENT_PREFIX_BYTES, STORED_CHUNK_BYTES } from './segment-header.ts';
import {
  openSegment,
  openSegmentChunk,
  segmentChunkAt,
  segmentObjectBytes,
  segmentSpan,
  startSegment,
} from './segment.ts';

type ObjectVector = {
  number: number;
  chunkBytes: number;
  plaintextLength: number;
  salt: string;
  objectLength: number;
  objectSha512: string;
  object?: string;
};
type Case = {
  kem: number;
  containerPrivateKey: string;
  firmId: string;
  containerId: string;
  intakeKeyId: string;
  sealedIntakeKey: string;
  intakeKey: string;
  fileId: string;
  fileKey: string;
  objects: ObjectVector[];
};

const vectors: { cases: Case[] } = JSON.parse(
  readFileSync(new URL('../vectors/stored-object.json', import.meta.url), 'utf8'),
);
const hex = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'hex'));
const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const plainOf = (length: number): Uint8Array => Uint8Array.from({ length }, (_, i) => i % 251);

function readAll(fileKey: Uint8Array, place: { fileId: string; number: number }, object: Uint8Array): Buffer {
  const segment = openSegment(fileKey, place, object.subarray(0, SEGMENT_PREFIX_BYTES), object.length);
  const opened: Uint8Array[] = [];
  for (let n = 0; n < segment.state.layout.chunks; n++) {
    const { start, end } = segmentChunkAt(segment, n);
    opened.push(openSegmentChunk(segment, n, object.subarray(start, end)));
  }
  return Buffer.concat(opened);
}

describe.each(vectors.cases)('X7: our own vectors, KEM $kem', (vector) => {
  test('the intake key opens with the container’s private key, the file key follows', async () => {
    const container = { algorithm: vector.kem, privateKey: hex(vector.containerPrivateKey) };
    const intakeKey = await openIntakeKey(container, vector, hex(vector.sealedIntakeKey));
    expect(text(intakeKey)).toBe(vector.intakeKey);
    expect(text(deriveFileKey(intakeKey, vector.fileId))).toBe(vector.fileKey);
  });

  test.each(vector.objects)('object $number: $plaintextLength bytes in chunks of $chunkBytes', (object) => {
    const { chunkBytes, number } = object;
    const header = encodeSegmentHeader({
      fileId: vector.fileId,
      number,
      intakeKeyId: vector.intakeKeyId,
      chunkBytes,
    });
    const fileKey = hex(vector.fileKey);
    const plain = plainOf(object.plaintextLength);
    const state = startSealingWithSalt(fileKey, header, chunkBytes, hex(object.salt));
    const built = Buffer.concat([header, sealMessage(state, plain)]);
    expect(built.length).toBe(object.objectLength);
    expect(built.length).toBe(segmentObjectBytes(plain.length, chunkBytes));
    expect(createHash('sha512').update(built).digest('hex')).toBe(object.objectSha512);
    expect(object.object ?? text(built)).toBe(text(built));
    expect(readAll(fileKey, { fileId: vector.fileId, number }, built).equals(plain)).toBe(true);
  });
});

describe('stored objects', () => {
  const fileKey = new Uint8Array(32).fill(3);
  const header = {
    fileId: '0192f0a0-0000-7000-8000-000000000001',
    number: 4,
    intakeKeyId: '0192f0a0-0000-7000-8000-000000000002',
    chunkBytes: 64,
  };
  const place = { fileId: header.fileId, number: header.number };

  function build(length: number): Buffer {
    const { prefix, state } = startSegment(fileKey, header);
    return Buffer.concat([prefix.subarray(0, 60), sealMessage(state, plainOf(length))]);
  }

  test('the stored chunk size is the one SPEC.md names', () => {
    expect(STORED_CHUNK_BYTES).toBe(262_144);
  });

  test('a range needs only the bytes the span names', () => {
    const object = build(1000);
    const segment = openSegment(fileKey, place, object.subarray(0, SEGMENT_PREFIX_BYTES), object.length);
    expect(segment.plaintextBytes).toBe(1000);
    const span = segmentSpan(segment, 100, 300);
    const bytes = object.subarray(span.objectStart, span.objectEnd);
    const opened: Uint8Array[] = [];
    for (let n = span.firstChunk; n <= span.lastChunk; n++) {
      const { start, end } = segmentChunkAt(segment, n);
      opened.push(openSegmentChunk(segment, n, bytes.subarray(start - span.objectStart, end - span.objectStart)));
    }
    expect(Buffer.concat(opened).subarray(span.skip, span.skip + span.take)).toEqual(
      Buffer.from(plainOf(1000).subarray(100, 300)),
    );
  });

  test('in the place of another file or segment it is refused', () => {
    const object = build(100);
    expect(() => readAll(fileKey, { ...place, number: 5 }, object)).toThrow(/another file or place/);
    expect(() => readAll(fileKey, { ...place, fileId: header.intakeKeyId }, object)).toThrow(/another file or place/);
  });

  test('every changed byte of its header is noticed', () => {
    const object = build(100);
    for (let i = 0; i < SEGMENT_PREFIX_BYTES; i++) {
      const changed = new Uint8Array(object);
      changed[i] = (changed[i] ?? 0) ^ 1;
      expect(() => readAll(fileKey, place, changed), `byte ${i}`).toThrow(SealingError);
    }
  });

  test('cut short anywhere it is refused', () => {
    const object = build(130);
    for (let length = 0; length < object.length; length++) {
      expect(() => readAll(fileKey, place, object.subarray(0, length)), `length ${length}`).toThrow(SealingError);
    }
  });
});
