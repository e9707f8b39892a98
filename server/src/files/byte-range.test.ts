import { describe, expect, test } from 'vitest';

import { ifRangeHolds, parseRange } from './byte-range.ts';

describe('D5: ranges (RFC 9110)', () => {
  test.each([
    ['bytes=0-0', { start: 0, end: 1 }],
    ['bytes=0-', { start: 0, end: 10 }],
    ['bytes=3-5', { start: 3, end: 6 }],
    ['bytes=3-999999999999999999999', { start: 3, end: 10 }],
    ['bytes=9-9', { start: 9, end: 10 }],
    ['bytes=-3', { start: 7, end: 10 }],
    ['bytes=-99', { start: 0, end: 10 }],
    ['BYTES=1-2', { start: 1, end: 3 }],
    ['bytes=10-', 'unsatisfiable'],
    ['bytes=10-12', 'unsatisfiable'],
    ['bytes=-0', 'unsatisfiable'],
  ] as const)('%s of 10 bytes', (header, expected) => expect(parseRange(header, 10)).toEqual(expected));

  test.each([
    undefined,
    '',
    'bytes=',
    'bytes=-',
    'bytes=5-3',
    'bytes=a-b',
    'bytes=0-1,3-4',
    'items=0-1',
    'bytes=0x1-2',
    'bytes=1.5-2',
  ])('ignored: %s', (header) => expect(parseRange(header, 10)).toBeUndefined());

  test.each(['bytes=0-', 'bytes=-1', 'bytes=0-0'])('%s of nothing', (header) =>
    expect(parseRange(header, 0)).toBe('unsatisfiable'),
  );

  test('If-Range: the same strong tag, nothing else', () => {
    expect(ifRangeHolds(undefined, undefined)).toBe(true);
    expect(ifRangeHolds('"a"', '"a"')).toBe(true);
    expect(ifRangeHolds('W/"a"', '"a"')).toBe(false);
    expect(ifRangeHolds('"b"', '"a"')).toBe(false);
    expect(ifRangeHolds('"a"', undefined)).toBe(false);
    expect(ifRangeHolds('Sat, 21 Nov 2026 10:00:00 GMT', '"a"')).toBe(false);
  });
});
