import { describe, expect, test } from 'vitest';

import { areHours, isWithinHours } from './allowed-hours.ts';

const office = [{ days: [1, 2, 3, 4, 5], from: '07:00', to: '18:00' }];

describe('S7: allowed hours', () => {
  test.each([
    ['Friday morning', '2026-11-20T06:00:00Z', true],
    ['a second before', '2026-11-20T05:59:59Z', false],
    ['the last second', '2026-11-20T16:59:59Z', true],
    ['the end', '2026-11-20T17:00:00Z', false],
    ['Saturday', '2026-11-21T10:00:00Z', false],
    ['Sunday night, Monday in Berlin', '2026-11-22T23:30:00Z', false],
    ['summer time', '2026-07-17T05:00:00Z', true],
  ])('in Berlin, weekdays from 7 to 18: %s', (_, at, expected) =>
    expect(isWithinHours(new Date(at), office, 'Europe/Berlin')).toBe(expected),
  );

  test('a day may end at midnight, and ranges add up', () => {
    const late = [...office, { days: [7], from: '20:00', to: '24:00' }];
    expect(isWithinHours(new Date('2026-11-22T22:59:00Z'), late, 'Europe/Berlin')).toBe(true);
    expect(isWithinHours(new Date('2026-11-22T18:59:00Z'), late, 'Europe/Berlin')).toBe(false);
    expect(isWithinHours(new Date('2026-11-20T08:00:00Z'), late, 'Europe/Berlin')).toBe(true);
  });

  test('without ranges every moment is allowed', () => expect(isWithinHours(new Date(), [], 'UTC')).toBe(true));

  test.each([
    [{ days: [1], from: '07:00', to: '24:00' }, true],
    [{ days: [], from: '07:00', to: '18:00' }, false],
    [{ days: [1, 1], from: '07:00', to: '18:00' }, false],
    [{ days: [0], from: '07:00', to: '18:00' }, false],
    [{ days: [8], from: '07:00', to: '18:00' }, false],
    [{ days: [1], from: '18:00', to: '07:00' }, false],
    [{ days: [1], from: '07:00', to: '07:00' }, false],
    [{ days: [1], from: '7:00', to: '18:00' }, false],
    [{ days: [1], from: '07:60', to: '18:00' }, false],
    [{ days: [1], from: '24:00', to: '24:00' }, false],
  ])('%j: %s', (hours, right) => expect(areHours(hours)).toBe(right));
});
