import { expect, test } from 'vitest';

import { stalledSince } from './stalled.ts';

const lastAt = '2026-11-21T14:00:00.000Z';
const progress = { files: 1, of: 3, bytes: 10, ofBytes: 30, lastAt };
const at = (minutes: number) => Date.parse(lastAt) + minutes * 60_000;

test('D5: a drop-off nothing came for in an hour is not said to be arriving', () => {
  expect(stalledSince({ state: 'open', progress }, at(59))).toBeUndefined();
  expect(stalledSince({ state: 'open', progress }, at(60))).toBe(lastAt);
  expect(stalledSince({ state: 'submitted', progress }, at(300))).toBeUndefined();
  expect(stalledSince({ state: 'open' }, at(300))).toBeUndefined();
});
