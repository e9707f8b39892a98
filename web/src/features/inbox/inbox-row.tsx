import { useNavigate } from '@tanstack/react-router';
import { memo, type MouseEvent } from 'react';

import { useWords } from '../../i18n/use-words.ts';
import { classNames } from '../../ui/class-names.ts';
import { formatBytes } from '../../ui/format.ts';
import { Tag } from '../../ui/tag.tsx';
import type { InboxItem } from './inbox.queries.ts';
import { inboxWords } from './inbox.words.ts';
import { ReceivedText } from './received-text.tsx';
import { shownState, StateTag } from './state-tag.tsx';
import { TimeLeftText } from './time-left-text.tsx';
import styles from './inbox-list.module.css';

export const rowId = (id: string) => `dropoff-${id}`;

type InboxRowProps = { item: InboxItem; isSelected: boolean; onSelect: (id: string) => void };

/**
 * One drop-off in the list: the whole row is the link to it. A plain link, because the router's own reckons with every
 * change of address and takes most of the time in a quick scroll; memo, because most rows stay as they are in one.
 */
export const InboxRow = memo(function InboxRow({ item, isSelected, onSelect }: InboxRowProps) {
  const t = useWords(inboxWords);
  const navigate = useNavigate();
  const state = shownState(item);
  const note = item.note.trimStart().split('\n', 1)[0];
  const shown = [item.caseReference && t.case(item.caseReference), note].filter(Boolean).join(' · ');
  const isErased = state === 'closed' || state === 'expired';
  const open = (event: MouseEvent) => {
    // Anything but a plain click is the browser's: another tab, another window, saving.
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    void navigate({ to: '/eingang/$id', params: { id: item.id } });
  };
  return (
    <a
      href={`/eingang/${item.id}`}
      id={rowId(item.id)}
      className={classNames(styles['row'], state === 'new' && styles['new'], isSelected && styles['selected'])}
      onClick={open}
      onFocus={() => onSelect(item.id)}
    >
      <span className={styles['customer']}>
        <span className={styles['number']}>{item.customerNumber}</span>{' '}
        <span className={styles['name']} title={item.customerName}>
          {item.customerName}
        </span>
      </span>{' '}
      <span className={classNames(styles['note'], !shown && styles['quiet'])}>
        {item.profile && (
          <>
            <Tag>{item.profile.name}</Tag>{' '}
          </>
        )}
        {isErased ? '' : shown || t.noNote}
      </span>{' '}
      <span className={styles['files']}>
        <span>{t.files(item.fileCount)}</span>
        <span className={styles['comma']}>, </span>
        <span>{formatBytes(item.totalBytes)}</span>
      </span>{' '}
      <span className={styles['received']}>
        <ReceivedText item={item} />
      </span>{' '}
      <span className={styles['state']}>
        <StateTag item={item} single />
      </span>{' '}
      <span className={styles['erasure']}>
        <TimeLeftText item={item} />
      </span>
    </a>
  );
});
