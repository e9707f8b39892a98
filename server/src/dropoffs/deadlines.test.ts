import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { erasureOfOpen, erasureOfSubmitted, expiryOfOpen } from './deadlines.ts';

const hours = (from: Date, to: Date): number => (to.getTime() - from.getTime()) / 3_600_000;
const days = (n: number): number => n * 86_400_000;

describe('D6: deadlines', () => {
  test('D6: a day is 24 hours, also over the change of clocks in March and October', () => {
    for (const at of ['2027-03-27T22:30:00Z', '2026-10-24T22:30:00Z']) {
      const receivedAt = new Date(at);
      expect(hours(receivedAt, erasureOfSubmitted(receivedAt, 14))).toBe(336);
      expect(hours(receivedAt, erasureOfSubmitted(receivedAt, 1))).toBe(24);
    }
  });

  test('D6: never more than 14 days after arrival, whatever the setting', () => {
    fc.assert(
      fc.property(
        fc.date({ noInvalidDate: true, max: new Date('2200-01-01') }),
        fc.integer({ min: 1, max: 400 }),
        (at, n) => {
          expect(hours(at, erasureOfSubmitted(at, n))).toBe(Math.min(n, 14) * 24);
        },
      ),
    );
  });

  test('D6: an open drop-off lives 72 hours from its last progress, 14 days in all', () => {
    const createdAt = new Date('2026-11-01T08:00:00Z');
    const end = erasureOfOpen(createdAt);
    expect(hours(createdAt, end)).toBe(336);
    expect(hours(createdAt, expiryOfOpen(createdAt, end))).toBe(72);
    expect(expiryOfOpen(new Date(createdAt.getTime() + days(13)), end)).toEqual(end);
  });
});
