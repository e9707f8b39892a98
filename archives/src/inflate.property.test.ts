import { constants, deflateRawSync, inflateRawSync } from 'node:zlib';

import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { Inflater, InflateFault } from './inflate.ts';

/** Packed bytes in pieces of any length; `behind` follows them. */
function unpack(packed: Uint8Array, piece: number): { bytes: Buffer; unused: number } {
  const inflater = new Inflater();
  const parts: Buffer[] = [];
  let at = 0;
  for (; at < packed.length && !inflater.done; at += piece) {
    inflater.push(packed.subarray(at, at + piece));
    for (let bytes = inflater.next(); bytes; bytes = inflater.next()) parts.push(Buffer.from(bytes));
  }
  if (!inflater.done) throw new InflateFault('it ends too early');
  return { bytes: Buffer.concat(parts), unused: inflater.unused + Math.max(0, packed.length - at) };
}

// Runs, repeats near and far, and noise: what makes all kinds of blocks and long codes.
const content = fc
  .array(
    fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc.tuple(fc.nat(255), fc.nat(3000)).map(([byte, length]) => new Uint8Array(length).fill(byte)),
      fc.tuple(fc.string({ maxLength: 40 }), fc.nat(200)).map(([text, times]) => Buffer.from(text.repeat(times))),
    ),
    { maxLength: 30 },
  )
  .map((parts) => Buffer.concat(parts));
const { Z_DEFAULT_STRATEGY, Z_FIXED, Z_HUFFMAN_ONLY, Z_RLE } = constants;
const packing = fc.record({
  level: fc.integer({ min: 0, max: 9 }),
  strategy: fc.constantFrom(Z_DEFAULT_STRATEGY, Z_FIXED, Z_HUFFMAN_ONLY, Z_RLE),
});

test('S3: whatever zlib packs is unpacked to the same bytes, whatever pieces it comes in', () => {
  const property = fc.property(
    content,
    packing,
    fc.integer({ min: 1, max: 400 }),
    fc.uint8Array({ maxLength: 30 }),
    (data, options, piece, behind) => {
      const packed = Buffer.concat([deflateRawSync(data, options), behind]);
      const { bytes, unused } = unpack(packed, piece);
      expect(bytes.equals(data)).toBe(true);
      expect(unused).toBe(behind.length);
    },
  );
  fc.assert(property, { numRuns: 300 });
});

test('S1: what zlib cannot unpack is not unpacked, what it can is unpacked alike', () => {
  const change = fc.tuple(fc.nat(), fc.nat(255));
  const property = fc.property(
    content,
    packing,
    fc.array(change, { minLength: 1, maxLength: 4 }),
    (data, options, changes) => {
      const packed = deflateRawSync(data, options);
      for (const [at, byte] of changes) packed[at % packed.length] = byte;
      expect(outcome(() => unpack(packed, 100).bytes)).toBe(
        outcome(() => inflateRawSync(packed, { maxOutputLength: 1024 ** 3 })),
      );
    },
  );
  fc.assert(property, { numRuns: 500 });
});

function outcome(work: () => Buffer): string {
  try {
    return work().toString('base64');
  } catch {
    return 'fault';
  }
}

test('S1: ten megabytes of repeats from far back', () => {
  const block = Buffer.from(Array.from({ length: 32_768 }, (_, n) => (n * 7919) >> 3));
  const data = Buffer.concat(Array.from({ length: 300 }, () => block));
  expect(unpack(deflateRawSync(data), 65_536).bytes.equals(data)).toBe(true);
});
