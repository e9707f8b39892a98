import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { chunksCovering, layoutOfPlaintext, layoutOfSealed, PREFIX_BYTES, sealedChunkAt } from './message-layout.ts';
import { createOpenStream, openMessage } from './open-stream.ts';
import { openChunk, startOpening } from './open.ts';
import { createSealStream, sealMessage } from './seal-stream.ts';
import { sealChunk, sealChunkInto, startSealing } from './seal.ts';
import { SealingError } from './sealing-error.ts';

const key = new Uint8Array(32).fill(7);
const context = new TextEncoder().encode('somewhere');
const plain = (length: number): Uint8Array => Uint8Array.from({ length }, (_, i) => (i * 31) & 255);
const seal = (length: number, chunk: number): Uint8Array =>
  sealMessage(startSealing(key, context, chunk), plain(length));
const at = (n: number): [number, number] => [PREFIX_BYTES + n * 32, PREFIX_BYTES + (n + 1) * 32];
const faultOf = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    return error instanceof SealingError ? error.fault : String(error);
  }
  return 'none';
};

describe('chunked-encryption, any chunk size', () => {
  test('what is sealed in any pieces opens in any pieces', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.array(fc.uint8Array({ maxLength: 90 }), { maxLength: 8 }),
        fc.array(fc.integer({ min: 1, max: 70 }), { minLength: 1, maxLength: 6 }),
        (chunk, pieces, steps) => {
          const sealer = createSealStream(startSealing(key, context, chunk));
          const sealed = Buffer.concat([...pieces.flatMap((piece) => sealer.push(piece)), ...sealer.end()]);
          const whole = Buffer.concat(pieces);
          expect(sealed.length).toBe(layoutOfPlaintext(whole.length, chunk).sealedBytes);

          const opener = createOpenStream(key, context, chunk);
          const opened: Uint8Array[] = [];
          for (let at = 0, i = 0; at < sealed.length; i++) {
            const step = steps[i % steps.length] ?? 1;
            // The piece is overwritten afterwards, as a reused read buffer would be.
            const piece = new Uint8Array(sealed.subarray(at, at + step));
            opened.push(...opener.push(piece).map((bytes) => new Uint8Array(bytes)));
            piece.fill(0);
            at += step;
          }
          opened.push(...opener.end());
          expect(Buffer.concat(opened).equals(whole)).toBe(true);
        },
      ),
    );
  });

  test('any range opens from just the chunks that cover it', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 300 }),
        fc.nat(),
        fc.nat(),
        (chunk, length, a, b) => {
          const sealed = seal(length, chunk);
          const start = a % length;
          const end = start + 1 + (b % (length - start));
          const state = startOpening(key, context, chunk, sealed.subarray(0, PREFIX_BYTES), sealed.length);
          expect(state.layout).toEqual(layoutOfPlaintext(length, chunk));
          const span = chunksCovering(state.layout, start, end);
          const opened: Uint8Array[] = [];
          for (let n = span.firstChunk; n <= span.lastChunk; n++) {
            const at = sealedChunkAt(state.layout, n);
            opened.push(openChunk(state, n, sealed.subarray(at.start, at.end)));
          }
          const range = Buffer.concat(opened).subarray(span.skip, span.skip + span.take);
          expect(range.equals(plain(length).subarray(start, end))).toBe(true);
        },
      ),
    );
  });

  test('layouts of plaintext and sealed length are each other’s inverse, far beyond 4 GiB too', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 20 }), fc.integer({ min: 0, max: 2 ** 45 }), (chunk, length) => {
        fc.pre(length / chunk < 2 ** 38 - 1);
        const layout = layoutOfPlaintext(length, chunk);
        expect(layoutOfSealed(layout.sealedBytes, chunk)).toEqual(layout);
      }),
    );
  });

  test.each([0, 1, 15, 16, 17, 31, 32, 33, 48])('cut short anywhere, %i bytes of plaintext do not open', (length) => {
    const sealed = seal(length, 16);
    for (let cut = 0; cut < sealed.length; cut++) {
      expect(() => openMessage(key, context, 16, sealed.subarray(0, cut))).toThrow(SealingError);
    }
    expect(() => openMessage(key, context, 16, Buffer.concat([sealed, Buffer.alloc(1)]))).toThrow(SealingError);
  });

  test('one flipped bit anywhere is refused', () => {
    const sealed = seal(40, 16);
    for (let bit = 0; bit < sealed.length * 8; bit++) {
      const changed = new Uint8Array(sealed);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      const fault = faultOf(() => openMessage(key, context, 16, changed));
      expect(fault).toBe(bit < PREFIX_BYTES * 8 ? 'commitment' : 'forged');
    }
  });

  test('chunks swapped, repeated, or from another message are refused', () => {
    const sealed = seal(40, 16);
    const other = seal(40, 16);
    const build = (first: Uint8Array, second: Uint8Array): Buffer =>
      Buffer.concat([sealed.subarray(0, PREFIX_BYTES), first, second, sealed.subarray(PREFIX_BYTES + 64)]);
    const [c0, c1] = [sealed.subarray(...at(0)), sealed.subarray(...at(1))];
    expect(openMessage(key, context, 16, build(c0, c1)).length).toBe(40);
    for (const mixed of [build(c1, c0), build(c0, c0), build(other.subarray(...at(0)), c1)]) {
      expect(faultOf(() => openMessage(key, context, 16, mixed))).toBe('forged');
    }
  });

  test('another key, context or chunk size is refused before any chunk', () => {
    const sealed = seal(40, 16);
    expect(faultOf(() => createOpenStream(new Uint8Array(32), context, 16).push(sealed))).toBe('commitment');
    expect(faultOf(() => createOpenStream(key, new Uint8Array(9), 16).push(sealed))).toBe('commitment');
    expect(faultOf(() => createOpenStream(new Uint8Array(31), context, 16).push(sealed))).toBe('key_size');
    expect(faultOf(() => openMessage(key, context, 32, sealed))).toBe('forged');
  });

  test('the same bytes sealed twice have nothing in common', () => {
    expect(Buffer.from(seal(40, 16)).subarray(PREFIX_BYTES)).not.toEqual(
      Buffer.from(seal(40, 16)).subarray(PREFIX_BYTES),
    );
  });
});

describe('sealing chunk by chunk', () => {
  test('gives what the stream gives, also into a prepared buffer', () => {
    const state = startSealing(key, context, 16);
    const out = new Uint8Array(200);
    out.set(state.prefix);
    let at = PREFIX_BYTES;
    at += sealChunkInto(state, plain(16), out.subarray(at));
    const [ciphertext, tag] = sealChunk(state, plain(5));
    out.set(ciphertext, at);
    out.set(tag, at + ciphertext.length);
    at += ciphertext.length + tag.length;
    const opened = openMessage(key, context, 16, out.subarray(0, at));
    expect(opened).toEqual(Buffer.concat([plain(16), plain(5)]));
  });

  test('refuses a chunk after the end, one that is too long, a buffer that is too short', () => {
    const state = startSealing(key, context, 16);
    expect(faultOf(() => sealChunk(state, plain(17)))).toBe('misuse');
    expect(faultOf(() => sealChunkInto(state, plain(16), new Uint8Array(31)))).toBe('misuse');
    sealChunk(state, plain(3));
    expect(faultOf(() => sealChunk(state, plain(0)))).toBe('misuse');
    expect(faultOf(() => startSealing(key, context, 0))).toBe('misuse');
    expect(faultOf(() => startSealing(new Uint8Array(16), context, 16))).toBe('key_size');
  });
});
