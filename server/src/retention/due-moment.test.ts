import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { dueMoment, keptUntil, type Period } from './due-moment.ts';
import { instantOf, isTimeZone, localTimeAt } from './zone-time.ts';

const berlin = 'Europe/Berlin';
const days = (period: number, bound: Period['bound'] = 'at-most'): Period => ({
  bound,
  period,
  unit: 'days',
  starts: 'arrival',
});
const years = (period: number, bound: Period['bound'] = 'at-least', starts: Period['starts'] = 'year-end'): Period => ({
  bound,
  period,
  unit: 'years',
  starts,
});
const due = (rule: Period, at: string, zone = berlin): string | undefined =>
  dueMoment(rule, { arrival: new Date(at) }, zone)?.toISOString();

const zones = fc.constantFrom(
  berlin,
  'UTC',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'Africa/Cairo',
);
const moment = fc.date({ noInvalidDate: true, min: new Date('1990-01-01'), max: new Date('2150-01-01') });
const period = fc.integer({ min: 1, max: 40 });

describe('X6: at most', () => {
  test('X6: 14 days are 336 hours, also when clocks change', () => {
    expect(due(days(14), '2027-03-20T10:00:00.123Z')).toBe('2027-04-03T10:00:00.123Z');
    expect(due(days(14), '2026-10-20T22:30:00Z')).toBe('2026-11-03T22:30:00.000Z');
  });

  test('X6: days at most are exact to the millisecond, in every zone, at any time', () => {
    fc.assert(
      fc.property(moment, period, zones, (arrival, n, zone) => {
        expect(dueMoment(days(n), { arrival }, zone)?.getTime()).toBe(arrival.getTime() + n * 86_400_000);
      }),
    );
  });

  test('X6: a year at most from 29 February ends on the 28th', () => {
    expect(due(years(1, 'at-most', 'arrival'), '2028-02-29T12:00:00Z')).toBe('2029-02-28T12:00:00.000Z');
    expect(due(years(4, 'at-most', 'arrival'), '2028-02-29T12:00:00Z')).toBe('2032-02-29T12:00:00.000Z');
  });

  test('X6: what ends in the hour that comes twice ends in the first, in the hour that never comes before it', () => {
    expect(due(years(1, 'at-most', 'arrival'), '2025-10-25T00:30:00Z')).toBe('2026-10-25T00:30:00.000Z');
    expect(due(years(1, 'at-most', 'arrival'), '2026-03-28T01:30:00Z')).toBe('2027-03-28T00:30:00.000Z');
  });
});

describe('X6: at least', () => {
  test('X6: 8 years from the year’s end go on 1 January, by the firm’s calendar', () => {
    expect(due(years(8), '2026-11-21T10:00:00Z')).toBe('2034-12-31T23:00:00.000Z');
    expect(due(years(8), '2026-01-01T00:00:00Z')).toBe('2034-12-31T23:00:00.000Z');
    // Half past midnight in Berlin: the new year has begun there, not yet in UTC.
    expect(due(years(8), '2026-12-31T23:30:00Z')).toBe('2035-12-31T23:00:00.000Z');
    expect(due(years(8), '2026-12-31T23:30:00Z', 'UTC')).toBe('2035-01-01T00:00:00.000Z');
  });

  test('X6: the year’s end is never early: all of the last year is kept, to its last millisecond', () => {
    fc.assert(
      fc.property(moment, period, zones, (arrival, n, zone) => {
        const end = dueMoment(years(n), { arrival }, zone) as Date;
        const arrived = localTimeAt(arrival, zone);
        expect(localTimeAt(end, zone)).toEqual({ year: arrived.year + n + 1, month: 1, day: 1, millisecondOfDay: 0 });
        expect(localTimeAt(new Date(end.getTime() - 1), zone)).toMatchObject({
          year: arrived.year + n,
          month: 12,
          day: 31,
        });
      }),
    );
  });

  test('X6: days at least are never less than so many times 24 hours, nor less than whole days', () => {
    fc.assert(
      fc.property(moment, period, zones, (arrival, n, zone) => {
        const end = dueMoment(days(n, 'at-least'), { arrival }, zone) as Date;
        const hours = (end.getTime() - arrival.getTime()) / 3_600_000;
        expect(hours).toBeGreaterThanOrEqual(n * 24);
        expect(hours).toBeLessThanOrEqual((n + 1) * 24 + 1);
      }),
    );
  });

  test('X6: a year at least from 29 February keeps 1 March out of it, and the whole last day in it', () => {
    expect(due(years(1, 'at-least', 'arrival'), '2028-02-29T12:00:00Z')).toBe('2029-03-01T23:00:00.000Z');
    expect(due(years(4, 'at-least', 'arrival'), '2028-02-29T12:00:00Z')).toBe('2032-02-29T23:00:00.000Z');
    expect(due(years(1, 'at-least', 'arrival'), '2027-12-31T12:00:00Z')).toBe('2028-12-31T23:00:00.000Z');
  });

  test('X6: with the same figures, at least never ends before at most; later arrivals never end earlier', () => {
    const starts = fc.constantFrom<Period['starts']>('arrival', 'year-end');
    const unit = fc.constantFrom<Period['unit']>('days', 'years');
    fc.assert(
      fc.property(
        moment,
        fc.integer({ min: 0, max: 40_000_000_000 }),
        period,
        zones,
        starts,
        unit,
        (at, later, n, zone, from, u) => {
          const rule = (bound: Period['bound']): Period => ({ bound, period: n, unit: u, starts: from });
          const least = dueMoment(rule('at-least'), { arrival: at }, zone) as Date;
          const most = dueMoment(rule('at-most'), { arrival: at }, zone) as Date;
          expect(least.getTime()).toBeGreaterThanOrEqual(most.getTime());
          const next = dueMoment(rule('at-least'), { arrival: new Date(at.getTime() + later) }, zone) as Date;
          expect(next.getTime()).toBeGreaterThanOrEqual(least.getTime());
        },
      ),
    );
  });
});

describe('X6: more than one rule', () => {
  const arrival = new Date('2026-05-05T08:00:00Z');

  test('X6: the longest minimum counts; one whose start is still to come keeps for ever', () => {
    expect(keptUntil([days(14)], { arrival }, berlin)).toBeUndefined();
    expect(keptUntil([years(6), years(8), days(30, 'at-least')], { arrival }, berlin)).toEqual(
      new Date('2034-12-31T23:00:00Z'),
    );
    const fromClose: Period = { ...days(30, 'at-least'), starts: 'close' };
    expect(keptUntil([fromClose], { arrival }, berlin)).toBe('never');
    expect(keptUntil([fromClose], { arrival, close: new Date('2026-06-01T08:00:00Z') }, berlin)).toEqual(
      new Date('2026-07-01T22:00:00Z'),
    );
  });
});

describe('calendar and clock of a zone', () => {
  test('there and back is the same instant, except in the hour that comes twice', () => {
    fc.assert(
      fc.property(moment, zones, (at, zone) => {
        const local = localTimeAt(at, zone);
        const [earlier, later] = [instantOf(local, zone, 'earlier'), instantOf(local, zone, 'later')];
        expect([earlier.getTime(), later.getTime()]).toContain(at.getTime());
        expect(later.getTime() - earlier.getTime()).toBeLessThanOrEqual(3_600_000);
      }),
      { numRuns: 500 },
    );
  });

  test('zones are those of the IANA database', () => {
    expect([berlin, 'UTC', 'Europe/Bielefeld', ''].map(isTimeZone)).toEqual([true, true, false, false]);
  });
});
