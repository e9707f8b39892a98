import type { InboxSearch } from '../../app/inbox-search.ts';
import type { InboxFilter } from './inbox.queries.ts';

/** What the inbox showed last, so that coming back finds it as it was left. Lives as long as the page. */
export const inboxMemory: { search: InboxSearch; selectedId: string | undefined } = {
  search: {},
  selectedId: undefined,
};

const states = { geschlossen: 'closed', abgebrochen: 'expired' } as const;

/** The address' words as the server's. */
export function filterOf(search: InboxSearch): InboxFilter {
  return {
    ...(search.stand && { state: states[search.stand] }),
    ...(search.suche && { search: search.suche }),
  };
}
