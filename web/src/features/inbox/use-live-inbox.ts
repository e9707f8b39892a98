import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';

import { unreachableSince } from '../../app/connection.ts';
import { noteFailure } from '../../app/query-client.ts';
import { sessionQuery } from '../sign-in/session.queries.ts';
import { listenToInbox } from './inbox-events.ts';
import { refreshInbox } from './refresh-inbox.ts';

const gatherMs = 300;

/** Keeps every shown list and drop-off up to date while the page is open; changes close together are taken as one. */
export function useLiveInbox(): void {
  const queryClient = useQueryClient();
  useEffect(() => {
    const changed = new Set<string | undefined>();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let busy = false;
    const work = async () => {
      timer = undefined;
      const ids = new Set(changed);
      changed.clear();
      busy = true;
      try {
        // Is the server there again? Noticed by the cache.
        if (unreachableSince.get() !== undefined) await queryClient.fetchQuery({ ...sessionQuery, staleTime: 0 });
        await refreshInbox(queryClient, ids);
      } catch (error) {
        // The next change or the next asking brings it; a lost line is shown by the notice above the page.
        noteFailure(error);
      } finally {
        busy = false;
        if (changed.size > 0) timer = setTimeout(() => void work(), gatherMs);
      }
    };
    const stop = listenToInbox((id) => {
      changed.add(id);
      if (!busy) timer ??= setTimeout(() => void work(), gatherMs);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [queryClient]);
}
