import { expect, test } from 'vitest';

import { describeTimeLeft, isErasedSoon } from './time-left.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

test.each([
  [14 * day, 'wird in 14 Tagen gelöscht', 'will be erased in 14 days'],
  [4 * day - 1, 'wird in 3 Tagen gelöscht', 'will be erased in 3 days'],
  [2 * day, 'wird in 2 Tagen gelöscht', 'will be erased in 2 days'],
  [2 * day - 1, 'wird in 47 Stunden gelöscht', 'will be erased in 47 hours'],
  [2 * hour, 'wird in 2 Stunden gelöscht', 'will be erased in 2 hours'],
  [2 * hour - 1, 'wird in 119 Minuten gelöscht', 'will be erased in 119 minutes'],
  [minute, 'wird in 1 Minute gelöscht', 'will be erased in 1 minute'],
  [1, 'wird in 1 Minute gelöscht', 'will be erased in 1 minute'],
  [0, 'wird jetzt gelöscht', 'is being erased now'],
  [-day, 'wird jetzt gelöscht', 'is being erased now'],
])('D6: %i ms before the erasure it reads "%s"', (left, german, english) => {
  const now = Date.UTC(2026, 10, 21, 14, 5);
  expect(describeTimeLeft(now + left, now, 'de')).toBe(german);
  expect(describeTimeLeft(now + left, now, 'en')).toBe(english);
});

test('D6: the last two days are marked', () => {
  expect(isErasedSoon(2 * day, 0)).toBe(false);
  expect(isErasedSoon(2 * day - 1, 0)).toBe(true);
});
