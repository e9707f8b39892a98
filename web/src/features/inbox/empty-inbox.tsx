import { Link } from '@tanstack/react-router';
import { Inbox } from 'lucide-react';

import type { InboxSearch } from '../../app/inbox-search.ts';
import { useWords } from '../../i18n/use-words.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { PublicLink } from '../settings/public-link.tsx';
import { inboxWords } from './inbox.words.ts';

/** Says why nothing is here and how something gets here. */
export function EmptyInbox({ search }: { search: InboxSearch }) {
  const t = useWords(inboxWords);
  if (search.suche) {
    return (
      <EmptyState title={t.nothingFoundTitle}>
        <p>{t.nothingFound(search.suche)}</p>
        <p>
          <Link to="/eingang" search={search.stand ? { stand: search.stand } : {}}>
            {t.clearSearch}
          </Link>
        </p>
      </EmptyState>
    );
  }
  if (search.stand === 'geschlossen') return <EmptyState title={t.noneClosedTitle}>{t.noneClosed}</EmptyState>;
  if (search.stand === 'abgebrochen') return <EmptyState title={t.noneExpiredTitle}>{t.noneExpired}</EmptyState>;
  return (
    <EmptyState title={t.emptyTitle} icon={Inbox}>
      <p>{t.emptyText}</p>
      <PublicLink />
      <p>
        {t.emptyCustomers}{' '}
        <Link to="/kunden" search={{}}>
          {t.customers}
        </Link>
        .
      </p>
    </EmptyState>
  );
}
