import { Problem, readProblem } from './problem.ts';
import { noteServerTime } from './server-time.ts';

type RequestOptions = {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Sent as JSON. */
  body?: unknown;
  /** Sent as it is, instead of `body`. */
  content?: { data: Blob; type: string };
  /** A drop-off's token; the staff app uses its cookie instead. */
  token?: string;
  signal?: AbortSignal;
};

/**
 * Calls the server and gives its JSON back (`undefined` for 204). Throws a `Problem` for every other answer; when the
 * server cannot be reached its code is `unreachable`.
 */
export async function requestJson<T>(path: string, options: RequestOptions = {}): Promise<T> {
  const { method = 'GET', body, content, token, signal } = options;
  const headers: Record<string, string> = { accept: 'application/json' };
  if (body !== undefined) headers['content-type'] = 'application/json';
  if (content) headers['content-type'] = content.type;
  if (token) headers['authorization'] = `Bearer ${token}`;
  let answer: Response;
  try {
    answer = await fetch(path, {
      method,
      headers,
      body: content ? content.data : body === undefined ? null : JSON.stringify(body),
      ...(signal && { signal }),
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new Problem(0, 'unreachable', 'The server cannot be reached.');
  }
  noteServerTime(answer);
  if (!answer.ok) throw await readProblem(answer);
  return (answer.status === 204 ? undefined : await answer.json()) as T;
}
