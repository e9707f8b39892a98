import { useLanguage, useWords } from '../../i18n/use-words.ts';
import { ExactTime } from '../../ui/exact-time.tsx';
import { formatTime } from '../../ui/format.ts';
import type { InboxItem } from './inbox.queries.ts';
import { inboxWords } from './inbox.words.ts';
import { useNow } from './use-now.ts';

/** When it was received, or begun: `heute, 14:05 Uhr`, later the date. */
export function ReceivedText({ item }: { item: Pick<InboxItem, 'receivedAt' | 'createdAt'> }) {
  const t = useWords(inboxWords);
  const language = useLanguage();
  const at = item.receivedAt ?? item.createdAt;
  const exact = formatTime(at, language);
  const clock = exact.slice(exact.indexOf(', ') + 2);
  const days = daysBetween(new Date(at), new Date(useNow()));
  const text = days === 0 ? t.today(clock) : days === 1 ? t.yesterday(clock) : exact;
  return <ExactTime at={at}>{item.receivedAt ? text : t.begun(text)}</ExactTime>;
}

function daysBetween(earlier: Date, later: Date): number {
  return dayNumber(later) - dayNumber(earlier);
}

function dayNumber(date: Date): number {
  return Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) / 86_400_000;
}
