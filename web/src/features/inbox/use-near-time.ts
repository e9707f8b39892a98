import { useLanguage, useWords } from '../../i18n/use-words.ts';
import { formatTime } from '../../ui/format.ts';
import { inboxWords } from './inbox.words.ts';
import { useNow } from './use-now.ts';

/** A moment as one says it: `heute, 14:05 Uhr`, `gestern, …`, else the date. */
export function useNearTime(at: string): string {
  const t = useWords(inboxWords);
  const exact = formatTime(at, useLanguage());
  const clock = exact.slice(exact.indexOf(', ') + 2);
  const days = daysBetween(new Date(at), new Date(useNow()));
  return days === 0 ? t.today(clock) : days === 1 ? t.yesterday(clock) : exact;
}

function daysBetween(earlier: Date, later: Date): number {
  return dayNumber(later) - dayNumber(earlier);
}

function dayNumber(date: Date): number {
  return Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) / 86_400_000;
}
