import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { inflateSync } from 'node:zlib';

import { describe, expect, test } from 'vitest';

import { deriveMessageKeys } from './message-keys.ts';
import { INTERCHANGE_CHUNK_BYTES, layoutOfSealed, PREFIX_BYTES, SALT_BYTES, sealedChunkAt } from './message-layout.ts';
import { createOpenStream, openMessage } from './open-stream.ts';
import { openChunk, startOpening } from './open.ts';
import { sealMessage } from './seal-stream.ts';
import { startSealingWithSalt } from './seal.ts';
import { SealingError } from './sealing-error.ts';

type Digest = { length: number; sha512: string };
type Case = {
  id: number;
  about: string;
  inputKey: string;
  context: string;
  sealedZlib: string;
  opens: boolean;
  flags: string[];
  derived?: { key: string; baseNonce: string };
  plaintext?: Digest;
  authenticStart?: Digest;
};

const chunk = INTERCHANGE_CHUNK_BYTES;
const vectors: { cases: Case[] } = JSON.parse(
  readFileSync(new URL('../vectors/chunked-aes-256-gcm.json', import.meta.url), 'utf8'),
);

function bytesOf(vector: Case): { key: Buffer; context: Buffer; sealed: Buffer } {
  return {
    key: Buffer.from(vector.inputKey, 'hex'),
    context: Buffer.from(vector.context, 'hex'),
    sealed: inflateSync(Buffer.from(vector.sealedZlib, 'hex')),
  };
}

function digestOf(bytes: Uint8Array): Digest {
  return { length: bytes.length, sha512: createHash('sha512').update(bytes).digest('hex') };
}

function openAllChunks(key: Buffer, context: Buffer, sealed: Buffer): Buffer {
  const state = startOpening(key, context, chunk, sealed.subarray(0, PREFIX_BYTES), sealed.length);
  const opened: Uint8Array[] = [];
  for (let n = state.layout.chunks - 1; n >= 0; n--) {
    const { start, end } = sealedChunkAt(state.layout, n);
    opened.unshift(openChunk(state, n, sealed.subarray(start, end)));
  }
  return Buffer.concat(opened);
}

test('all 35 published cases of chunked-encryption with AES-256-GCM are here', () => {
  expect(vectors.cases).toHaveLength(35);
  expect(vectors.cases.filter((c) => c.opens)).toHaveLength(10);
});

describe('X7: published cases that must open', () => {
  test.each(vectors.cases.filter((c) => c.opens))('$id: $about', (vector) => {
    const { key, context, sealed } = bytesOf(vector);
    const opened = openMessage(key, context, chunk, sealed);
    expect(digestOf(opened)).toEqual(vector.plaintext);
    expect(digestOf(openAllChunks(key, context, sealed))).toEqual(vector.plaintext);
    const derived = deriveMessageKeys(key, sealed.subarray(0, SALT_BYTES), context);
    expect(derived.key.export().toString('hex')).toBe(vector.derived?.key);
    expect(Buffer.from(derived.baseNonce).toString('hex')).toBe(vector.derived?.baseNonce);
    const again = sealMessage(startSealingWithSalt(key, context, chunk, sealed.subarray(0, SALT_BYTES)), opened);
    expect(sealed.equals(again)).toBe(true);
  });
});

describe('X7: published cases that must not open', () => {
  test.each(vectors.cases.filter((c) => !c.opens))('$id: $about', (vector) => {
    const { key, context, sealed } = bytesOf(vector);
    expect(() => openAllChunks(key, context, sealed)).toThrow(SealingError);

    const stream = createOpenStream(key, context, chunk);
    const opened: Uint8Array[] = [];
    expect(() => {
      for (let at = 0; at < sealed.length; at += 4096) opened.push(...stream.push(sealed.subarray(at, at + 4096)));
      opened.push(...stream.end());
    }).toThrow(SealingError);
    expect(() => stream.push(new Uint8Array(1))).toThrow(SealingError);
    expect(() => stream.end()).toThrow(SealingError);
    const start = Buffer.concat(opened);
    expect([digestOf(Buffer.alloc(0)), vector.authenticStart]).toContainEqual(digestOf(start));
  });

  test.each(vectors.cases.filter((c) => !c.opens && !c.flags.includes('ValidFinalChunk')))(
    '$id: $about (last chunk alone)',
    (vector) => {
      const { key, context, sealed } = bytesOf(vector);
      expect(() => {
        const state = startOpening(key, context, chunk, sealed.subarray(0, PREFIX_BYTES), sealed.length);
        const layout = layoutOfSealed(sealed.length, chunk);
        const { start, end } = sealedChunkAt(layout, layout.chunks - 1);
        openChunk(state, layout.chunks - 1, sealed.subarray(start, end));
      }).toThrow(SealingError);
    },
  );

  test.each(vectors.cases.filter((c) => c.flags.includes('HeaderFailure')))(
    '$id: $about (refused before any chunk)',
    (vector) => {
      const { key, context, sealed } = bytesOf(vector);
      const prefix = sealed.subarray(0, PREFIX_BYTES);
      expect(() => startOpening(key, context, chunk, prefix, PREFIX_BYTES + 16)).toThrow(
        /header|key|place|belong|bytes/,
      );
    },
  );
});
