import { expect, test } from 'vitest';

import { rowsInView } from './use-virtual-rows.ts';
import { rowsMoved } from './use-steady-scroll.ts';

const rows = (ids: string) => [...ids].map((id) => ({ id }));

test('D5: of 10,000 drop-offs only those near the window are there', () => {
  const { first, last } = rowsInView(300_000, 900, 60, 10_000);
  expect(first).toBe(4990);
  expect(last).toBe(5025);
});

test('the range stays inside the list at both ends', () => {
  expect(rowsInView(-200, 900, 60, 10_000).first).toBe(0);
  expect(rowsInView(599_500, 900, 60, 10_000).last).toBe(9999);
  expect(rowsInView(0, 900, 60, 0)).toEqual({ first: 0, last: -1 });
});

test('D5: a new row above the window moves the rest by one', () => {
  expect(rowsMoved(rows('abcd'), rows('nabcd'), 2)).toBe(1);
});

test('D5: a row that left above the window moves the rest back', () => {
  expect(rowsMoved(rows('abcd'), rows('acd'), 2)).toBe(-1);
});

test('D5: when the top row itself left, the next one keeps its place', () => {
  expect(rowsMoved(rows('abcd'), rows('nabd'), 2)).toBe(0);
  expect(rowsMoved(rows('abcd'), rows(''), 2)).toBe(0);
});
