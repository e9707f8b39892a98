import { useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { ArrowDown, ArrowLeft, ArrowUp } from 'lucide-react';
import { useEffect, useState } from 'react';

import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { downloadAllId } from './dropoff-actions.tsx';
import { dropoffWords } from './dropoff.words.ts';
import { filterOf, inboxMemory } from './inbox-memory.ts';
import { flattenPages } from './inbox-pages.ts';
import { inboxQuery } from './inbox.queries.ts';
import { ShortcutsDialog } from './shortcuts-dialog.tsx';
import { useShortcuts } from './use-shortcuts.ts';
import styles from './dropoff-page.module.css';

/** Back to the list as it was left, and on to its neighbours. */
export function DropoffNavigation({ id, hasFiles }: { id: string; hasFiles: boolean }) {
  const t = useWords(dropoffWords);
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const [showsKeys, setShowsKeys] = useState(false);
  const items = flattenPages(queryClient.getQueryData(inboxQuery(filterOf(inboxMemory.search)).queryKey));
  const index = items.findIndex((item) => item.id === id);
  const previous = index > 0 ? items[index - 1] : undefined;
  const next = index === -1 ? undefined : items[index + 1];
  useEffect(() => {
    inboxMemory.selectedId = id;
  }, [id]);

  const goTo = (item: { id: string } | undefined) =>
    item && (() => void navigate({ to: '/eingang/$id', params: { id: item.id } }));
  useShortcuts({
    j: goTo(next),
    k: goTo(previous),
    u: () => void navigate({ to: '/eingang', search: inboxMemory.search }),
    d: hasFiles ? () => document.getElementById(downloadAllId)?.click() : undefined,
    '?': () => setShowsKeys(true),
  });
  return (
    <div className={styles['navigation']}>
      <Link to="/eingang" search={inboxMemory.search} className={styles['back']}>
        <Icon of={ArrowLeft} size="small" />
        {t.back}
      </Link>
      {index !== -1 && (
        <div className={styles['neighbours']}>
          <Button look="quiet" size="small" icon={ArrowUp} disabled={!previous} onClick={goTo(previous)}>
            {t.previous}
          </Button>
          <Button look="quiet" size="small" icon={ArrowDown} disabled={!next} onClick={goTo(next)}>
            {t.next}
          </Button>
        </div>
      )}
      {showsKeys && <ShortcutsDialog onClose={() => setShowsKeys(false)} />}
    </div>
  );
}
