import type { Query, QueryClient } from '@tanstack/react-query';

import { untilCalm } from './calm.ts';
import { filterOf, inboxMemory } from './inbox-memory.ts';
import { findPage, flattenPages, mergePage, sameRows, type InboxData } from './inbox-pages.ts';
import { dropoffQuery, fetchInboxPage, inboxQuery, type InboxFilter, type InboxPage } from './inbox.queries.ts';

/** When anything may have changed, so many pages from the top are asked for again. */
const pagesOnDoubt = 3;

type Ids = ReadonlySet<string | undefined>;

/**
 * Brings the loaded lists up to date after changes: asks again for the first page (where new ones appear) and for the
 * pages that hold changed rows, and puts them in place without touching the rest.
 *
 * @param ids the changed drop-offs; undefined among them means that anything may have changed
 */
export async function refreshInbox(queryClient: QueryClient, ids: Ids): Promise<void> {
  // The list one came from is kept up to date behind a drop-off's page too: one goes back to it.
  const lastShown = queryClient.getQueryCache().find({ queryKey: inboxQuery(filterOf(inboxMemory.search)).queryKey });
  for (const list of queryClient.getQueryCache().findAll({ queryKey: ['inbox', 'list'] })) {
    if (list.isActive() || list === lastShown) await refreshList(queryClient, list, ids);
    else queryClient.removeQueries({ queryKey: list.queryKey, exact: true });
  }
  for (const id of ids) {
    const queryKey = id ? dropoffQuery(id).queryKey : ['inbox', 'detail'];
    await queryClient.invalidateQueries({ queryKey });
  }
}

async function refreshList(queryClient: QueryClient, list: Query, ids: Ids): Promise<void> {
  const data = list.state.data as InboxData | undefined;
  if (!data) return;
  const filter = list.queryKey[2] as InboxFilter;
  const fresh = new Map<string | undefined, InboxPage>();
  for (const cursor of cursorsOf(data, ids)) fresh.set(cursor, await fetchInboxPage(filter, cursor));
  const before = list.state.data as InboxData;
  if (!sameRows(flattenPages(before), flattenPages(mergeAll(before, fresh)))) await untilCalm();
  // A page that is being loaded would be put behind the rows as they were before.
  while (list.state.fetchStatus === 'fetching') await new Promise((resolve) => setTimeout(resolve, 50));
  queryClient.setQueryData<InboxData>(list.queryKey, (now) => now && mergeAll(now, fresh));
}

/** The pages to ask for again; the first has no cursor. */
function cursorsOf(data: InboxData, ids: Ids): Set<string | undefined> {
  const numbers = [0];
  for (const id of ids) {
    if (id) numbers.push(findPage(data, id));
    else for (let page = 1; page < pagesOnDoubt; page += 1) numbers.push(page);
  }
  const known = numbers.filter((page) => page >= 0 && page < data.pages.length);
  return new Set(known.map((page) => data.pageParams[page] as string | undefined));
}

function mergeAll(data: InboxData, fresh: ReadonlyMap<string | undefined, InboxPage>): InboxData {
  let merged = data;
  // The first page last: a row that moved to the top is taken from its old page then.
  for (const [cursor, page] of [...fresh].toReversed()) {
    const index = merged.pageParams.indexOf(cursor);
    if (index !== -1) merged = mergePage(merged, index, page);
  }
  return merged;
}
