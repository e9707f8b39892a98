/** A point of the calendar and the wall clock of some zone; `month` counts from 1. */
export type LocalTime = { year: number; month: number; day: number; millisecondOfDay: number };

const dayMs = 86_400_000;
const formats = new Map<string, Intl.DateTimeFormat>();

/** What calendar and clock show at an instant. @throws RangeError for a zone that is not in the IANA database */
export function localTimeAt(instant: Date, timeZone: string): LocalTime {
  const local = new Date(instant.getTime() + offsetAt(instant, timeZone));
  return {
    year: local.getUTCFullYear(),
    month: local.getUTCMonth() + 1,
    day: local.getUTCDate(),
    millisecondOfDay: ((local.getTime() % dayMs) + dayMs) % dayMs,
  };
}

/**
 * When calendar and clock show this. A time that is shown twice, or never, when clocks are changed has two answers:
 * `pick` says which is wanted. A day past the month's end is one of the next month (31 April is 1 May).
 */
export function instantOf(local: LocalTime, timeZone: string, pick: 'earlier' | 'later'): Date {
  const asUtc = new Date(0);
  asUtc.setUTCFullYear(local.year, local.month - 1, local.day);
  const shown = asUtc.getTime() + local.millisecondOfDay;
  // Whatever change there is, one of the offsets a day before and a day after holds.
  const guesses = [shown - dayMs, shown + dayMs].map((near) => shown - offsetAt(new Date(near), timeZone));
  const right = guesses.filter((guess) => guess + offsetAt(new Date(guess), timeZone) === shown);
  const candidates = right.length > 0 ? right : guesses;
  return new Date(pick === 'earlier' ? Math.min(...candidates) : Math.max(...candidates));
}

export function isTimeZone(name: string): boolean {
  try {
    formatOf(name);
    return true;
  } catch {
    return false;
  }
}

/** Milliseconds the zone's clocks are ahead of UTC. */
function offsetAt(instant: Date, timeZone: string): number {
  const parts = formatOf(timeZone).formatToParts(instant);
  const { year, month, day, hour, minute, second } = Object.fromEntries(
    parts.map((part) => [part.type, Number(part.value)]),
  ) as Record<string, number>;
  const shown = new Date(0);
  shown.setUTCFullYear(year ?? 0, (month ?? 1) - 1, day);
  shown.setUTCHours(hour ?? 0, minute, second);
  return shown.getTime() - Math.floor(instant.getTime() / 1000) * 1000;
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      calendar: 'iso8601',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
      hourCycle: 'h23',
    });
    formats.set(timeZone, format);
  }
  return format;
}
