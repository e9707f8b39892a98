import { readFileSync } from 'node:fs';

import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { canonicalJson } from './canonical-json.ts';

type Vectors = {
  numbers: { bits: string; text: string | null }[];
  documents: { name: string; input: string; canonicalHex: string }[];
};
const vectors = JSON.parse(readFileSync(new URL('../vectors/jcs.json', import.meta.url), 'utf8')) as Vectors;

const numberOf = (bits: string): number => Buffer.from(bits, 'hex').readDoubleBE();

describe('X1: canonical JSON (RFC 8785)', () => {
  test.each(vectors.documents)('document $name', ({ input, canonicalHex }) => {
    expect(Buffer.from(canonicalJson(JSON.parse(input))).toString('hex')).toBe(canonicalHex);
  });

  const [finite, others] = [true, false].map((has) => vectors.numbers.filter(({ text }) => (text !== null) === has));

  test.each(finite ?? [])('number $bits is $text', ({ bits, text }) => {
    expect(Buffer.from(canonicalJson(numberOf(bits))).toString()).toBe(text);
  });

  test.each(others ?? [])('number $bits is refused', ({ bits }) => {
    expect(() => canonicalJson(numberOf(bits))).toThrow(TypeError);
  });

  test.each([
    ['a lone surrogate', '\ud800'],
    ['undefined', undefined],
    ['a lone surrogate as name', { '\udc00': 1 }],
  ])('refuses %s', (_, value) => expect(() => canonicalJson(value)).toThrow(TypeError));

  test('says the same whatever the order of members, and loses nothing', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ unit: 'grapheme' }), fc.jsonValue()), (members) => {
        const backwards = Object.fromEntries(Object.entries(members).toReversed());
        const bytes = canonicalJson(members);
        expect(canonicalJson(backwards)).toEqual(bytes);
        expect(JSON.parse(new TextDecoder().decode(bytes))).toEqual(JSON.parse(JSON.stringify(members)));
      }),
    );
  });
});
