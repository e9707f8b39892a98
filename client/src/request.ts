import { problemOf, unreachable } from './problem.ts';

export type RequestOptions = {
  method?: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Sent as JSON. */
  body?: unknown;
  /** Bearer token. */
  token?: string;
  signal?: AbortSignal | undefined;
  accept?: string;
  /** Speaks tus 1.0, which wants its version named. */
  tus?: boolean;
};

/** Milliseconds without an answer after which a request counts as lost. */
const patience = 60_000;

/**
 * One request, its answer 2xx.
 *
 * @throws ApiProblem for every other answer, and with code `unreachable` for none; the signal's reason when aborted
 */
export async function request(url: string, options: RequestOptions = {}): Promise<Response> {
  const { method = 'GET', body, token, signal, tus = false, accept = 'application/json' } = options;
  const headers: Record<string, string> = { accept };
  if (body !== undefined) headers['content-type'] = 'application/json';
  if (token !== undefined) headers['authorization'] = `Bearer ${token}`;
  if (tus) headers['tus-resumable'] = '1.0.0';
  const limit = AbortSignal.timeout(patience);
  try {
    const answer = await fetch(url, {
      method,
      headers,
      body: body === undefined ? null : JSON.stringify(body),
      signal: signal ? AbortSignal.any([signal, limit]) : limit,
    });
    if (answer.ok) return answer;
    throw problemOf(answer.status, await answer.text());
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof Error && error.name === 'ApiProblem') throw error;
    throw unreachable(error);
  }
}

/** The same for an answer in JSON; `undefined` for 204. */
export async function requestJson<T>(url: string, options: RequestOptions = {}): Promise<T> {
  const answer = await request(url, options);
  if (answer.status === 204) return undefined as T;
  try {
    return (await answer.json()) as T;
  } catch (error) {
    options.signal?.throwIfAborted();
    throw unreachable(error);
  }
}
