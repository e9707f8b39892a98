import { instantOf, type LocalTime, localTimeAt } from './zone-time.ts';

/** How long a kind of container may (`at-most`) or must (`at-least`) be kept. A row of retention_rules. */
export type RetentionRule = {
  name: string;
  containerKind: string;
  bound: 'at-most' | 'at-least';
  /** Whole days or years, 1 or more. */
  period: number;
  unit: 'days' | 'years';
  /** `year-end`: the end of the calendar year in which it arrived. */
  starts: 'arrival' | 'close' | 'year-end';
  legalBasis: string;
};

/** When a container arrived, and when its case was closed, if it was. */
export type Moments = { arrival: Date; close?: Date | undefined };

export type Period = Pick<RetentionRule, 'bound' | 'period' | 'unit' | 'starts'>;

const dayMs = 86_400_000;

/**
 * When the period of a rule is over: the last moment at which an `at-most` container must be gone, the first one at
 * which an `at-least` container may go. Undefined before the period has begun (it starts with a close that was not yet).
 *
 * Where a calendar allows two readings, the stricter one is taken: days at most are 24 hours each, whatever the clocks
 * do; days at least are those 24 hours *and* whole days of the calendar, the first one not counted (§§ 187, 188 BGB).
 * Years end at the same hour of the same date; from 29 February at most on the 28th, at least on 1 March.
 */
export function dueMoment(rule: Period, moments: Moments, timeZone: string): Date | undefined {
  const start = rule.starts === 'close' ? moments.close : moments.arrival;
  if (!start) return undefined;
  const pick = rule.bound === 'at-most' ? 'earlier' : 'later';
  const local = localTimeAt(start, timeZone);
  if (rule.starts === 'year-end') {
    const newYear: LocalTime = { year: local.year + 1, month: 1, day: 1, millisecondOfDay: 0 };
    if (rule.unit === 'years') return instantOf({ ...newYear, year: newYear.year + rule.period }, timeZone, pick);
    return daysAfter(instantOf(newYear, timeZone, pick), rule, timeZone);
  }
  if (rule.unit === 'days') return daysAfter(start, rule, timeZone);
  const year = local.year + rule.period;
  const leapDay = local.month === 2 && local.day === 29 && !isLeapYear(year);
  const day = leapDay && rule.bound === 'at-most' ? 28 : local.day;
  const anniversary = { ...local, year, day };
  if (rule.bound === 'at-most') return instantOf(anniversary, timeZone, pick);
  // The whole of the last day is kept.
  return instantOf({ ...anniversary, day: leapDay ? 30 : day + 1, millisecondOfDay: 0 }, timeZone, pick);
}

function daysAfter(start: Date, rule: Period, timeZone: string): Date {
  const hours = new Date(start.getTime() + rule.period * dayMs);
  if (rule.bound === 'at-most') return hours;
  const local = localTimeAt(start, timeZone);
  // A period that begins at midnight, as after a year's end, counts its first day.
  const days = rule.period + (local.millisecondOfDay === 0 ? 0 : 1);
  const lastDayOver = instantOf({ ...local, day: local.day + days, millisecondOfDay: 0 }, timeZone, 'later');
  return lastDayOver > hours ? lastDayOver : hours;
}

function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

/** The last of the `at-least` periods: nothing is erased before. Undefined without one; `never` while one has not begun. */
export function keptUntil(rules: Period[], moments: Moments, timeZone: string): Date | 'never' | undefined {
  let last: Date | undefined;
  for (const rule of rules.filter(({ bound }) => bound === 'at-least')) {
    const moment = dueMoment(rule, moments, timeZone);
    if (!moment) return 'never';
    if (!last || moment > last) last = moment;
  }
  return last;
}
