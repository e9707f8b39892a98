import { localTimeAt } from '../retention/zone-time.ts';

/** Days of the week (1 is Monday, 7 Sunday) with the time from which and until which something is allowed. */
export type Hours = {
  days: number[];
  /** `07:00`, up to `23:59` */
  from: string;
  /** `18:00`, up to `24:00`; later than `from`, not included */
  to: string;
};

const time = /^(?:[01]\d|2[0-3]):[0-5]\d$/;

export function areHours({ days, from, to }: Hours): boolean {
  const known = days.every((day) => Number.isInteger(day) && day >= 1 && day <= 7);
  return known && days.length > 0 && new Set(days).size === days.length && time.test(from) && isEnd(to) && from < to;
}

/** Whether the clock of the time zone now shows one of these; without any, every moment is allowed. */
export function isWithinHours(now: Date, hours: readonly Hours[], timeZone: string): boolean {
  if (hours.length === 0) return true;
  const { year, month, day, millisecondOfDay } = localTimeAt(now, timeZone);
  const weekday = new Date(Date.UTC(year, month - 1, day)).getUTCDay() || 7;
  const minute = Math.floor(millisecondOfDay / 60_000);
  const shown = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
  return hours.some(({ days, from, to }) => days.includes(weekday) && from <= shown && shown < to);
}

const isEnd = (text: string): boolean => text === '24:00' || time.test(text);
