import { useLanguage, useWords } from '../../i18n/use-words.ts';
import { ExactTime } from '../../ui/exact-time.tsx';
import { formatDate } from '../../ui/format.ts';
import { longestOf } from '../retention/holds-on.ts';
import type { Hold } from '../retention/retention.queries.ts';
import { useHoldsOn } from '../retention/use-holds-on.ts';
import type { InboxItem } from './inbox.queries.ts';
import { inboxWords } from './inbox.words.ts';
import { describeTimeLeft, isErasedSoon } from './time-left.ts';
import { useNow } from './use-now.ts';
import { holdWords } from './hold.words.ts';
import styles from './time-left-text.module.css';

type Item = Pick<InboxItem, 'id' | 'customerNumber' | 'state' | 'erasesAt' | 'closedAt'>;
type TimeLeftProps = {
  item: Item;
  /** What keeps it longer than its time; without it that is looked for only once the time is over. */
  hold?: Hold | undefined;
};

/** How long the contents are still there; the exact time on hover. */
export function TimeLeftText({ item, hold }: TimeLeftProps) {
  const t = useWords(inboxWords);
  const language = useLanguage();
  const now = useNow();
  if (item.state === 'closed' || item.state === 'expired') {
    return <ExactTime at={item.closedAt ?? item.erasesAt}>{t.erased}</ExactTime>;
  }
  const at = Date.parse(item.erasesAt);
  if (hold && (hold.until === null || Date.parse(hold.until) > at)) return <HeldText hold={hold} />;
  if (at <= now) return <OverdueText item={item} />;
  return (
    <span className={isErasedSoon(at, now) ? styles['soon'] : undefined}>
      <ExactTime at={item.erasesAt}>{describeTimeLeft(at, now, language)}</ExactTime>
    </span>
  );
}

function HeldText({ hold: { until } }: { hold: Hold }) {
  const t = useWords(holdWords);
  const language = useLanguage();
  return <span>{until === null ? t.held : t.heldUntil(formatDate(until, language))}</span>;
}

/** Its time is over and it is still here: a hold keeps it, or the run has not come yet. */
function OverdueText({ item }: { item: Item }) {
  const language = useLanguage();
  const hold = longestOf(useHoldsOn(item));
  if (hold) return <HeldText hold={hold} />;
  return (
    <span className={styles['soon']}>
      <ExactTime at={item.erasesAt}>{describeTimeLeft(0, 0, language)}</ExactTime>
    </span>
  );
}
