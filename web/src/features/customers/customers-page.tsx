import { keepPreviousData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Upload, UserPlus, Users } from 'lucide-react';
import { useState } from 'react';

import { ProblemNotice } from '../../app/problem-notice.tsx';
import { usePageTitle } from '../../app/use-page-title.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { Stack } from '../../ui/stack.tsx';
import { AddCustomer } from './add-customer.tsx';
import { customersQuery } from './customers.queries.ts';
import { customersWords } from './customers.words.ts';
import { CustomersTable } from './customers-table.tsx';
import { ImportPanel } from './import-panel.tsx';
import styles from './customers.module.css';

/** Who may send: the firm's customers. */
export function CustomersPage() {
  const t = useWords(customersWords);
  usePageTitle(t.title);
  const { suche = '' } = useSearch({ from: '/staff/kunden' });
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const [doing, setDoing] = useState<'add' | 'import'>();
  const list = useInfiniteQuery({ ...customersQuery(suche), placeholderData: keepPreviousData });
  const customers = list.data?.pages.flatMap((page) => page.items) ?? [];
  const refresh = () => {
    void queryClient.invalidateQueries({ queryKey: ['customers'] });
    // Its rows hold customers' names.
    queryClient.removeQueries({ queryKey: ['inbox'] });
  };
  const search = (word: string) =>
    void navigate({ to: '/kunden', search: word === '' ? {} : { suche: word }, replace: true });

  return (
    <Stack>
      <div>
        <PageHeading>{t.title}</PageHeading>
        <p>{t.intro}</p>
      </div>
      <div className={styles['bar']}>
        <SearchField id="customer-search" label={t.search} hint={t.searchHint} value={suche} onSearch={search} />
        <div className={styles['buttons']}>
          <Button icon={UserPlus} aria-expanded={doing === 'add'} onClick={() => setDoing('add')}>
            {t.add}
          </Button>
          <Button icon={Upload} aria-expanded={doing === 'import'} onClick={() => setDoing('import')}>
            {t.import}
          </Button>
        </div>
      </div>
      {doing === 'add' && <AddCustomer onChanged={refresh} onClose={() => setDoing(undefined)} />}
      {doing === 'import' && <ImportPanel onChanged={refresh} onClose={() => setDoing(undefined)} />}
      <ProblemNotice error={list.error} />
      {customers.length > 0 && <CustomersTable customers={customers} onChanged={refresh} />}
      {list.hasNextPage && (
        <Stack row>
          <Button busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {t.more}
          </Button>
        </Stack>
      )}
      {list.isSuccess && customers.length === 0 && suche !== '' && (
        <EmptyState title={t.nothingFoundTitle}>{t.nothingFound(suche)}</EmptyState>
      )}
      {list.isSuccess && customers.length === 0 && suche === '' && (
        <EmptyState title={t.emptyTitle} icon={Users}>
          {t.emptyText}
        </EmptyState>
      )}
    </Stack>
  );
}
