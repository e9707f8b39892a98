import { queryOptions } from '@tanstack/react-query';

import { Problem } from '../../api/problem.ts';
import { requestJson } from '../../api/request.ts';

export type Role = 'owner' | 'agent';

export type Session = {
  account: { id: string; name: string; email: string; role: Role };
  firm: { id: string; name: string };
  /** 'enrol': signed in by password only, and the firm wants a second factor to be set up first. */
  scope: 'full' | 'enrol';
};

export type Credentials = { email: string; password: string; code?: string };

/** Who is signed in; null when nobody is. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  staleTime: 60_000,
  queryFn: async ({ signal }): Promise<Session | null> => {
    try {
      return await requestJson<Session>('/api/session', { signal });
    } catch (error) {
      if (error instanceof Problem && error.status === 401) return null;
      throw error;
    }
  },
});

export const signIn = (credentials: Credentials) =>
  requestJson<Session>('/api/session', { method: 'POST', body: credentials });

export const signOut = () => requestJson<void>('/api/session', { method: 'DELETE' });
