import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { compileSafePattern, PatternError } from './safe-pattern.ts';

test('matches as JavaScript does, whatever the pattern and the text', () => {
  const atom = fc.constantFrom('a', 'b', '\\d', '\\w', '[a-c]', '[^b1]', '.', '\\.', ' ', '[ab\\-]', 'ä');
  const bounds = fc.constantFrom('', '?', '*', '+', '{2}', '{1,3}', '{0,2}', '{2,}');
  const piece = fc.tuple(atom, bounds).map(([a, b]) => a + b);
  const sequence = fc.array(piece, { maxLength: 4 }).map((pieces) => pieces.join(''));
  const group = fc.tuple(sequence, sequence, bounds).map(([a, b, c]) => `(${a}|(?:${b}))${c}`);
  const pattern = fc.array(fc.oneof(sequence, group), { maxLength: 3 }).map((parts) => `^${parts.join('')}$`);
  const text = fc.array(fc.constantFrom('a', 'b', 'c', '1', '-', ' ', 'ä'), { maxLength: 8 }).map((c) => c.join(''));
  fc.assert(
    fc.property(pattern, text, (source, value) => {
      expect(compileSafePattern(source)(value), source).toBe(new RegExp(source, 'u').test(value));
    }),
    { numRuns: 2_000 },
  );
});

test.each([
  '(a+)+$',
  '^(a|aa)+$',
  `^${'a?'.repeat(40)}${'a'.repeat(40)}$`,
  '^((a{0,64}){0,64}){0,64}b$',
  `^${'a*'.repeat(90)}b$`,
  '^(([a-z]*)*)*$',
])('D1: no text makes %s slow', (pattern) => {
  const match = compileSafePattern(pattern);
  const started = performance.now();
  match('a'.repeat(64));
  match(`${'a'.repeat(63)}!`);
  expect(performance.now() - started).toBeLessThan(500);
});

test.each([
  '[a',
  '(a',
  'a)',
  '*a',
  'a**',
  'a{3,1}',
  'a{1,999}',
  '\\1',
  '(?=a)',
  '(?<n>a)',
  '((((a))))',
  '[b-a]',
  'a$b',
])('refuses %s', (pattern) => {
  expect(() => compileSafePattern(pattern)).toThrow(PatternError);
});

test('refuses what is too long, as pattern and as text', () => {
  expect(() => compileSafePattern('a'.repeat(201))).toThrow('too long');
  expect(compileSafePattern('a*')('a'.repeat(65))).toBe(false);
});
