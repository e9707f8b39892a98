import { Link } from '@tanstack/react-router';
import { Keyboard, Radio, RefreshCw } from 'lucide-react';

import type { InboxSearch } from '../../app/inbox-search.ts';
import { useStore } from '../../app/store.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { inboxLine } from './inbox-events.ts';
import { inboxWords } from './inbox.words.ts';
import styles from './inbox-bar.module.css';

export const inboxSearchId = 'inbox-search';

type InboxBarProps = { search: InboxSearch; onSearch: (word: string) => void };

/** Search and filter, above the list. */
export function InboxBar({ search, onSearch }: InboxBarProps) {
  const t = useWords(inboxWords);
  const word = search.suche ? { suche: search.suche } : {};
  const stands = [
    [t.open, undefined],
    [t.closed, 'geschlossen'],
    [t.expired, 'abgebrochen'],
  ] as const;
  return (
    <div className={styles['bar']}>
      <SearchField
        id={inboxSearchId}
        label={t.search}
        hint={t.searchHint}
        value={search.suche ?? ''}
        onSearch={onSearch}
      />
      <nav className={styles['filter']} aria-label={t.filter}>
        {stands.map(([label, stand]) => (
          <Link
            key={label}
            to="/eingang"
            search={{ ...(stand && { stand }), ...word }}
            className={styles['choice']}
            activeOptions={{ exact: true }}
          >
            {label}
          </Link>
        ))}
      </nav>
    </div>
  );
}

/** Whether news come by themselves, and the keys. */
export function InboxLine({ onShowKeys }: { onShowKeys: () => void }) {
  const t = useWords(inboxWords);
  const line = useStore(inboxLine);
  return (
    <div className={styles['line']}>
      <span className={styles['state']}>
        <Icon of={line === 'live' ? Radio : RefreshCw} size="small" />
        {t.lines[line]}
      </span>
      <div className={styles['keys']}>
        <Button look="quiet" size="small" icon={Keyboard} onClick={onShowKeys}>
          {t.shortcuts}
        </Button>
      </div>
    </div>
  );
}
