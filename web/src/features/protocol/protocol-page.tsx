import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useRouteContext, useSearch } from '@tanstack/react-router';
import { FileKey, FileSpreadsheet } from 'lucide-react';

import { ProblemNotice } from '../../app/problem-notice.tsx';
import type { ProtocolSearch } from '../../app/protocol-search.ts';
import { usePageTitle } from '../../app/use-page-title.ts';
import { useLanguage, useWords } from '../../i18n/use-words.ts';
import { Button, LinkButton } from '../../ui/button.tsx';
import { formatTime } from '../../ui/format.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { Stack } from '../../ui/stack.tsx';
import { useNow } from '../inbox/use-now.ts';
import { filterOf } from './protocol-filter.ts';
import { ProtocolFilters } from './protocol-filters.tsx';
import { exportAddress, protocolQuery } from './protocol.queries.ts';
import { ProtocolTable } from './protocol-table.tsx';
import { protocolWords } from './protocol.words.ts';
import styles from './protocol.module.css';
import { useNearEnd } from './use-near-end.ts';

/** Who did what when, in the whole firm. */
export function ProtocolPage() {
  const t = useWords(protocolWords);
  usePageTitle(t.title);
  const { session } = useRouteContext({ from: '/staff' });
  const isOwner = session.account.role === 'owner';
  const language = useLanguage();
  const now = useNow();
  const search = useSearch({ from: '/staff/protokoll' });
  const navigate = useNavigate();
  const filter = filterOf(search);
  const list = useInfiniteQuery({ ...protocolQuery(filter), placeholderData: keepPreviousData });
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  const end = useNearEnd(() => {
    if (list.hasNextPage && !list.isFetching && !list.isError) void list.fetchNextPage();
  });
  const change = (patch: ProtocolSearch) => {
    const entries = Object.entries({ ...search, ...patch }).filter(([, value]) => value !== '');
    void navigate({ to: '/protokoll', search: Object.fromEntries(entries), replace: true });
  };

  return (
    <Stack>
      <div className={styles['intro']}>
        <PageHeading>{t.title}</PageHeading>
        <p>
          {t.intro} {!isOwner && t.introAgent}
        </p>
      </div>
      <ProtocolFilters
        search={search}
        isOwner={isOwner}
        onChange={change}
        onClear={() => void navigate({ to: '/protokoll', search: {}, replace: true })}
      />
      <p className={styles['printed']}>{t.printed(formatTime(new Date(now), language), filtersInWords(search, t))}</p>
      <div className={styles['exports']}>
        <Stack row>
          <LinkButton size="small" icon={FileSpreadsheet} href={exportAddress('csv', filter)} download>
            {t.csv}
          </LinkButton>
          <LinkButton size="small" icon={FileKey} href={exportAddress('json', filter)} download>
            {t.json}
          </LinkButton>
          <span className={styles['quiet']}>{t.exportHint}</span>
        </Stack>
      </div>
      <ProblemNotice error={list.error} title={t.failed} />
      {items.length > 0 && <ProtocolTable items={items} />}
      {list.isSuccess && items.length === 0 && <EmptyState title={t.nothing}>{t.nothingText}</EmptyState>}
      <div ref={end}>
        {list.hasNextPage && (
          <Button busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {t.more}
          </Button>
        )}
      </div>
    </Stack>
  );
}

/** What the filter lets through, for the paper. */
function filtersInWords(search: ProtocolSearch, words: (typeof protocolWords)['en']): string {
  const { suche, art, wer, von, bis } = search;
  const titles: Readonly<Record<string, string>> = { ...words.kinds, ...words.firmKinds };
  const actors: Readonly<Record<string, string>> = words.actors;
  const parts = [
    suche && `${words.search}: ${suche}`,
    art && `${words.kind}: ${titles[art] ?? art}`,
    wer && `${words.person}: ${actors[wer] ?? wer}`,
    von && `${words.from}: ${von}`,
    bis && `${words.to}: ${bis}`,
  ];
  return parts.filter(Boolean).join('; ');
}
