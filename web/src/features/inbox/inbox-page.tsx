import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo, useState } from 'react';

import { ProblemNotice } from '../../app/problem-notice.tsx';
import { usePageTitle } from '../../app/use-page-title.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/button.tsx';
import { LiveRegion } from '../../ui/live-region.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { EmptyInbox } from './empty-inbox.tsx';
import { filterOf, inboxMemory } from './inbox-memory.ts';
import { flattenPages } from './inbox-pages.ts';
import { inboxQuery } from './inbox.queries.ts';
import { InboxBar, InboxLine } from './inbox-bar.tsx';
import { InboxList } from './inbox-list.tsx';
import { inboxWords } from './inbox.words.ts';
import { shownState } from './state-tag.tsx';
import { ShortcutsDialog } from './shortcuts-dialog.tsx';
import { useArrivals } from './use-arrivals.ts';
import { useInboxKeys } from './use-inbox-keys.ts';
import styles from './inbox-page.module.css';

/** What arrived, like a mail program's list. */
export function InboxPage() {
  const t = useWords(inboxWords);
  const search = useSearch({ from: '/staff/eingang' });
  const navigate = useNavigate();
  const inbox = useInfiniteQuery({ ...inboxQuery(filterOf(search)), placeholderData: keepPreviousData });
  const items = useMemo(() => flattenPages(inbox.data), [inbox.data]);
  const [selectedId, setSelectedId] = useState(inboxMemory.selectedId);
  const [showsKeys, setShowsKeys] = useState(false);

  useEffect(() => {
    inboxMemory.search = search;
  }, [search]);
  const select = useCallback((id: string) => {
    inboxMemory.selectedId = id;
    setSelectedId(id);
  }, []);
  useInboxKeys({ items, selectedId, select, showKeys: () => setShowsKeys(true) });

  const news = items.filter((item) => shownState(item) === 'new').length;
  usePageTitle(news > 0 ? t.newInTitle(news) : t.title);

  // While another filter's rows are on their way the old ones stay; they say nothing about arrivals in the new ones.
  const filter = JSON.stringify(filterOf(search));
  const [shownFilter, setShownFilter] = useState(filter);
  if (!inbox.isPlaceholderData && shownFilter !== filter) setShownFilter(filter);
  const arrived = useArrivals(items, shownFilter);
  const { hasNextPage, isFetching, isFetchNextPageError, fetchNextPage } = inbox;
  const loadMore = useCallback(() => {
    if (hasNextPage && !isFetching && !isFetchNextPageError) void fetchNextPage();
  }, [hasNextPage, isFetching, isFetchNextPageError, fetchNextPage]);

  return (
    <div className={styles['page']}>
      <div className={styles['head']}>
        <PageHeading>{t.title}</PageHeading>
        <InboxLine onShowKeys={() => setShowsKeys(true)} />
      </div>
      <InboxBar
        search={search}
        onSearch={(suche) =>
          void navigate({
            to: '/eingang',
            search: { ...(search.stand && { stand: search.stand }), ...(suche && { suche }) },
            replace: true,
          })
        }
      />
      {inbox.isError && items.length === 0 && <ProblemNotice error={inbox.error} title={t.failed} />}
      {items.length > 0 && (
        <InboxList
          key={shownFilter}
          items={items}
          hasMore={inbox.hasNextPage}
          selectedId={selectedId}
          onSelect={select}
          onNearEnd={loadMore}
        />
      )}
      {items.length === 0 && inbox.isSuccess && <EmptyInbox search={search} />}
      <LiveRegion text={arrived > 0 ? t.arrivedLive(arrived) : ''} />
      <output className={styles['more']}>{inbox.isFetchingNextPage ? t.loadingMore : ''}</output>
      {isFetchNextPageError && (
        <ProblemNotice error={inbox.error} title={t.moreFailed}>
          <div>
            <Button size="small" onClick={() => void fetchNextPage()}>
              {t.tryAgain}
            </Button>
          </div>
        </ProblemNotice>
      )}
      {showsKeys && <ShortcutsDialog onClose={() => setShowsKeys(false)} />}
    </div>
  );
}
