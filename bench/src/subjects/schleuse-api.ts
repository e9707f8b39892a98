/** One call of Schleuse's own interface; a JSON body makes it a POST. */
export async function callApi<T>(
  origin: string,
  path: string,
  options: { method?: string; headers?: Record<string, string>; body?: unknown } = {},
): Promise<T> {
  const answer = await fetch(origin + path, {
    ...(options.body === undefined ? {} : { method: options.method ?? 'POST', body: JSON.stringify(options.body) }),
    headers: { origin, 'content-type': 'application/json', ...options.headers },
  });
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as T;
}

/** The session cookie of a member of staff. */
export async function signIn(origin: string, owner: { email: string; password: string }): Promise<string> {
  const answer = await fetch(`${origin}/api/session`, {
    method: 'POST',
    body: JSON.stringify({ email: owner.email, password: owner.password }),
    headers: { origin, 'content-type': 'application/json' },
  });
  const cookie = answer.headers.getSetCookie()[0]?.split(';')[0];
  if (!answer.ok || cookie === undefined) throw new Error(`sign-in answered ${answer.status}: ${await answer.text()}`);
  return cookie;
}

/** 99th percentile of the event loop's delay since the last look, in ms. */
export async function readEventLoopDelay(origin: string): Promise<number | null> {
  const text = await (await fetch(`${origin}/metrics`)).text();
  const found = /^schleuse_event_loop_delay_p99_seconds (\S+)$/m.exec(text);
  return found ? Number(found[1]) * 1000 : null;
}
