import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';

import { Problem } from '../api/problem.ts';
import { isNoConnection, noteReachable, noteUnreachable, sessionEnded, unreachableSince } from './connection.ts';

/** The cache of what the server said; it also notices a lost line and a session that has ended. */
export function createQueryClient(): QueryClient {
  const queryClient = new QueryClient({
    queryCache: new QueryCache({ onError: noteFailure, onSuccess: noteReachable }),
    mutationCache: new MutationCache({ onError: noteFailure, onSuccess: noteReachable }),
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        gcTime: 30 * 60_000,
        retry: (count, error) => count < 3 && !(error instanceof Problem && error.status >= 400 && error.status < 500),
      },
      // A press on a button is answered at once, with words when the line is down; it is never kept for later.
      mutations: { networkMode: 'always', retry: false },
    },
  });
  unreachableSince.subscribe(() => {
    if (unreachableSince.get() === undefined) void reloadShown(queryClient);
  });
  return queryClient;
}

/** The line is back: what is shown may be old. A list of the inbox is only asked for again where it failed. */
async function reloadShown(queryClient: QueryClient): Promise<void> {
  await queryClient.invalidateQueries({
    predicate: ({ queryKey, state }) =>
      queryKey[0] !== 'session' && (queryKey[1] !== 'list' || state.status === 'error'),
  });
}

/** Takes note of a lost line or an ended session; also for requests that go past the cache. */
export function noteFailure(error: unknown): void {
  if (isNoConnection(error)) noteUnreachable();
  else noteReachable();
  if (isSessionEnd(error)) sessionEnded.set(true);
}

/** 401 also answers a wrong password; only these codes say that nobody is signed in any more. */
export function isSessionEnd(error: unknown): boolean {
  return error instanceof Problem && error.status === 401 && sessionEndCodes.has(error.code);
}

const sessionEndCodes = new Set(['not_signed_in']);
