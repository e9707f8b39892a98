import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { encodeRootKey, fingerprintRootKey, parseRootKey } from './root-key-text.ts';

const key = Uint8Array.from({ length: 32 }, (_, i) => i * 7);
const text = encodeRootKey(key);

test('X7: the text form is the one SPEC.md describes', () => {
  expect(text).toBe('SRK1-003G-W58W-4CN3-2E1Z-8S6N-8PV2-D5R7-EZM5-HJ9S-N8D8-NYVB-VH6B-TBCN-NQS2');
  expect(fingerprintRootKey(key)).toBe('F7HZ-1MA6-40V0-J2FF');
});

test('any root key can be typed back from paper: lower case, blanks, comments, O for 0 and I or L for 1', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (bytes) => {
      const typed = encodeRootKey(bytes).toLowerCase().replaceAll('-', ' ').slice(5).replaceAll('0', 'o');
      const swapped = typed.replace('1', 'l').replace('1', 'i');
      expect(parseRootKey(`# a note\nsrk1\n ${swapped.slice(0, 20)}\r\n${swapped.slice(20)}\n`)).toEqual(bytes);
    }),
  );
});

test('a single wrong sign anywhere is noticed', () => {
  for (let i = 5; i < text.length; i++) {
    if (text[i] === '-') continue;
    const wrong = `${text.slice(0, i)}${text[i] === '7' ? '8' : '7'}${text.slice(i + 1)}`;
    expect(() => parseRootKey(wrong), `sign ${i}`).toThrow('check digits');
  }
});

test('two neighbouring signs swapped are noticed', () => {
  for (let i = 5; i + 1 < text.length; i++) {
    const [a, b] = [text.charAt(i), text.charAt(i + 1)];
    if (a === b || a === '-' || b === '-') continue;
    expect(() => parseRootKey(`${text.slice(0, i)}${b}${a}${text.slice(i + 2)}`), `sign ${i}`).toThrow('check digits');
  }
});

test.each([
  ['', 'it is empty'],
  ['# only a comment\n\n', 'it is empty'],
  ['AGE-SECRET-KEY-1', 'does not begin with SRK1'],
  [text.slice(0, -1), 'has 55 signs after SRK1 instead of 56'],
  [`${text}0`, 'has 57 signs'],
  [`${text.slice(0, -1)}U`, 'a sign that no root key has'],
])('%j is refused', (bad, why) => {
  expect(() => parseRootKey(bad)).toThrow(why);
});
