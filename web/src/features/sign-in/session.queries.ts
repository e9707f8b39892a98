import { queryOptions } from '@tanstack/react-query';

import { Problem } from '../../api/problem.ts';
import { askPasskey } from '../../api/passkeys.ts';
import { requestJson } from '../../api/request.ts';
import { solveChallenge } from '../../api/solve-challenge.ts';

export type Role = 'owner' | 'agent';

export type Session = {
  account: { id: string; name: string; email: string; role: Role };
  firm: { id: string; name: string };
  /** 'enrol': signed in by password only, and the firm wants a second factor to be set up first. */
  scope: 'full' | 'enrol';
};

export type Credentials = { email: string; password: string; code?: string; passkey?: unknown };

/** What an account has besides its password. */
export type Method = 'totp' | 'passkey';

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

/** After many tries the server asks for a proof of work; `onProof` is called when this device begins with it. */
export async function signIn(credentials: Credentials, onProof: () => void): Promise<Session> {
  try {
    return await openSession(credentials);
  } catch (error) {
    if (!(error instanceof Problem && error.code === 'proof_of_work_required')) throw error;
    onProof();
    return await openSession({ ...credentials, altcha: await solveChallenge(error.details['challenge']) });
  }
}

const openSession = (body: Credentials & { altcha?: string }) =>
  requestJson<Session>('/api/session', { method: 'POST', body });

const askForPasskey = async () =>
  await askPasskey(
    await requestJson<Record<string, unknown>>('/api/session/passkey/options', { method: 'POST', body: {} }),
  );

/** With a passkey alone: no address, no password. */
export const signInWithPasskey = async () =>
  await requestJson<Session>('/api/session/passkey', { method: 'POST', body: { response: await askForPasskey() } });

/** With a passkey after the password. */
export const confirmWithPasskey = async (credentials: Credentials, onProof: () => void) =>
  await signIn({ ...credentials, passkey: await askForPasskey() }, onProof);

export const signOut = () => requestJson<void>('/api/session', { method: 'DELETE' });
