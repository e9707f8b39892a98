import { useLanguage, useWords } from '../../i18n/use-words.ts';
import { ExactTime } from '../../ui/exact-time.tsx';
import type { InboxItem } from './inbox.queries.ts';
import { inboxWords } from './inbox.words.ts';
import { describeTimeLeft, isErasedSoon } from './time-left.ts';
import { useNow } from './use-now.ts';
import styles from './time-left-text.module.css';

/** How long the contents are still there; the exact time on hover. */
export function TimeLeftText({ item }: { item: Pick<InboxItem, 'state' | 'erasesAt' | 'closedAt'> }) {
  const t = useWords(inboxWords);
  const language = useLanguage();
  const now = useNow();
  if (item.state === 'closed' || item.state === 'expired') {
    return <ExactTime at={item.closedAt ?? item.erasesAt}>{t.erased}</ExactTime>;
  }
  const at = Date.parse(item.erasesAt);
  return (
    <span className={isErasedSoon(at, now) ? styles['soon'] : undefined}>
      <ExactTime at={item.erasesAt}>{describeTimeLeft(at, now, language)}</ExactTime>
    </span>
  );
}
