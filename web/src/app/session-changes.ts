import type { QueryClient } from '@tanstack/react-query';

import { sessionQuery, type Session } from '../features/sign-in/session.queries.ts';
import { sessionEnded } from './connection.ts';

/**
 * Takes over who is signed in now (null: nobody). Nothing that a former session saw stays in memory, except what is
 * public. The session itself is only overwritten: what shows it stays attached.
 */
export function changeSession(queryClient: QueryClient, session: Session | null): void {
  queryClient.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'firm' && queryKey[0] !== 'session' });
  queryClient.setQueryData(sessionQuery.queryKey, session);
  sessionEnded.set(false);
}
