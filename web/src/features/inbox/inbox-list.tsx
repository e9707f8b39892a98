import { ArrowUp } from 'lucide-react';
import { useEffect, useRef, type CSSProperties } from 'react';

import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/button.tsx';
import { noteAiming } from './calm.ts';
import { InboxRow } from './inbox-row.tsx';
import type { InboxItem } from './inbox.queries.ts';
import { inboxWords } from './inbox.words.ts';
import { useSteadyScroll } from './use-steady-scroll.ts';
import { useVirtualRows } from './use-virtual-rows.ts';
import styles from './inbox-list.module.css';

type InboxListProps = {
  items: InboxItem[];
  /** More are on the server. */
  hasMore: boolean;
  selectedId: string | undefined;
  onSelect: (id: string) => void;
  /** Called as the rows come near their end. */
  onNearEnd: () => void;
};

/** The rows near the window; the rest is height only, so ten thousand stay as quick as ten. */
export function InboxList({ items, hasMore, selectedId, onSelect, onNearEnd }: InboxListProps) {
  const t = useWords(inboxWords);
  const list = useRef<HTMLOListElement>(null);
  const range = useVirtualRows(list, items.length);
  const newAbove = useSteadyScroll(list, items);
  const isNearEnd = range.last >= items.length - 20;
  useEffect(() => {
    if (isNearEnd) onNearEnd();
  });
  return (
    <div className={styles['frame']}>
      <ColumnHeads />
      {newAbove > 0 && (
        <div className={styles['newAbove']}>
          <Button look="primary" size="small" icon={ArrowUp} onClick={() => window.scrollTo({ top: 0 })}>
            {t.newAbove(newAbove)}
          </Button>
        </div>
      )}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- only notices that somebody is about to press a row */}
      <ol
        ref={list}
        className={styles['list']}
        aria-label={t.list}
        style={{ '--count': items.length } as CSSProperties}
        onPointerMove={noteAiming}
        onKeyDown={noteAiming}
      >
        {shownRows(items, range, selectedId).map(({ item, index }) => (
          <li
            key={item.id}
            className={styles['item']}
            style={{ '--index': index } as CSSProperties}
            aria-setsize={hasMore ? -1 : items.length}
            aria-posinset={index + 1}
          >
            <InboxRow item={item} isSelected={item.id === selectedId} onSelect={onSelect} />
          </li>
        ))}
      </ol>
    </div>
  );
}

/** The rows in range, and the selected one wherever it is: it may hold the focus. */
function shownRows(items: InboxItem[], { first, last }: { first: number; last: number }, selectedId?: string) {
  const rows: { item: InboxItem; index: number }[] = [];
  for (const [index, item] of items.entries()) {
    if ((index >= first && index <= last) || item.id === selectedId) rows.push({ item, index });
  }
  return rows;
}

/** For the eye only: each row says by itself what its parts are. */
function ColumnHeads() {
  const { columns } = useWords(inboxWords);
  return (
    <div className={styles['heads']} aria-hidden>
      <span className={styles['customer']}>{columns.customer}</span>
      <span className={styles['note']}>{columns.note}</span>
      <span className={styles['files']}>{columns.files}</span>
      <span className={styles['received']}>{columns.received}</span>
      <span className={styles['state']}>{columns.state}</span>
      <span className={styles['erasure']}>{columns.erasure}</span>
    </div>
  );
}
