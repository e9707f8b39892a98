import { useWords } from '../../i18n/use-words.ts';
import { ExactTime } from '../../ui/exact-time.tsx';
import type { InboxItem } from './inbox.queries.ts';
import { inboxWords } from './inbox.words.ts';
import { useNearTime } from './use-near-time.ts';

/** When it was received, or begun: `heute, 14:05 Uhr`, later the date. */
export function ReceivedText({ item }: { item: Pick<InboxItem, 'receivedAt' | 'createdAt'> }) {
  const t = useWords(inboxWords);
  const at = item.receivedAt ?? item.createdAt;
  const text = useNearTime(at);
  return <ExactTime at={at}>{item.receivedAt ? text : t.begun(text)}</ExactTime>;
}
