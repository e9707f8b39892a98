import { Link } from '@tanstack/react-router';

import { useWords } from '../../i18n/use-words.ts';
import { formatBytes } from '../../ui/format.ts';
import { classNames } from '../../ui/class-names.ts';
import type { InboxItem } from './inbox.queries.ts';
import { inboxWords } from './inbox.words.ts';
import { ReceivedText } from './received-text.tsx';
import { shownState, StateTag } from './state-tag.tsx';
import { TimeLeftText } from './time-left-text.tsx';
import styles from './inbox-list.module.css';

export const rowId = (id: string) => `dropoff-${id}`;

type InboxRowProps = { item: InboxItem; isSelected: boolean; onFocus: () => void };

/** One drop-off in the list: the whole row is the link to it. */
export function InboxRow({ item, isSelected, onFocus }: InboxRowProps) {
  const t = useWords(inboxWords);
  const state = shownState(item);
  const note = item.note.trimStart().split('\n', 1)[0];
  return (
    <Link
      to="/eingang/$id"
      params={{ id: item.id }}
      preload={false}
      id={rowId(item.id)}
      className={classNames(styles['row'], state === 'new' && styles['new'], isSelected && styles['selected'])}
      onFocus={onFocus}
    >
      <span className={styles['customer']}>
        <span className={styles['number']}>{item.customerNumber}</span>{' '}
        <span className={styles['name']}>{item.customerName}</span>
      </span>{' '}
      <span className={classNames(styles['note'], !note && styles['quiet'])}>{note || t.noNote}</span>{' '}
      <span className={styles['files']}>
        <span>{t.files(item.fileCount)}</span>
        <span className={styles['comma']}>, </span>
        <span>{formatBytes(item.totalBytes)}</span>
      </span>{' '}
      <span className={styles['received']}>
        <ReceivedText item={item} />
      </span>{' '}
      <span className={styles['state']}>
        <StateTag item={item} />
      </span>{' '}
      <span className={styles['erasure']}>
        <TimeLeftText item={item} />
      </span>
    </Link>
  );
}
