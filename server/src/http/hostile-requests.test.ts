import { get } from 'node:http';
import { connect } from 'node:net';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { startApp, type TestApp } from '../testing/start-app.ts';

let app: TestApp;
let cookie: string;
beforeAll(async () => {
  app = await startApp({ bodyIdleMs: 300, bodyTotalMs: 1_200 });
  const { email, password } = await app.addFirm();
  const response = await post('/api/session', { email, password });
  cookie = response.headers.get('set-cookie')?.split(';')[0] ?? '';
});
afterAll(() => app[Symbol.asyncDispose]());

const post = (path: string, body: object): Promise<Response> =>
  fetch(app.url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

test('text the database cannot hold is refused as such: no fault, no entry in the log, nothing quoted', async () => {
  const answer = await post('/api/session', { email: 'a\u0000@musterhaus.example', password: 'x' });
  expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([400, 'text_invalid']);
  const noId = Buffer.from(`1 ${'-'.repeat(36)}`).toString('base64url');
  for (const path of ['/api/inbox?search=%00', '/api/customers?search=%00', `/api/inbox?cursor=${noId}`]) {
    const found = await fetch(app.url + path, { headers: { cookie } });
    expect([path, found.status]).toEqual([path, 400]);
  }
});

test('a moment that no clock of ours has, such as a leap second, is refused', async () => {
  for (const path of ['/api/protocol?to=9999-12-31T23:59:60Z', '/api/retention/preview?until=2026-06-30T23:59:60Z']) {
    const found = await fetch(app.url + path, { headers: { cookie } });
    expect([path, found.status]).toEqual([path, 400]);
  }
});

function askForFigures(headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    get(`${app.url}/metrics`, { headers }, (response) => resolve(response.resume().statusCode ?? 0)).on(
      'error',
      reject,
    );
  });
}

test('G8: the figures of the process are for this machine only, also behind a proxy on it', async () => {
  expect(await askForFigures({})).toBe(200);
  for (const name of ['X-Forwarded-For', 'X-Real-IP', 'X-Forwarded-Proto', 'Forwarded', 'Via']) {
    expect([name, await askForFigures({ [name]: '127.0.0.1' })]).toEqual([name, 404]);
  }
  expect(await askForFigures({ host: 'einsenden.example' })).toBe(404);
});

/** Sends a head and then, every 100 ms, `trickle`; how the server answers or ends it, and after how long. */
async function sendSlowly(head: string[], trickle: string): Promise<{ status: string; milliseconds: number }> {
  const started = performance.now();
  const socket = connect(Number(new URL(app.url).port), 'localhost');
  socket.write(`${['POST ' + head[0], 'Host: localhost', ...head.slice(1)].join('\r\n')}\r\n\r\n`);
  const timer = setInterval(() => trickle !== '' && socket.write(trickle), 100);
  let text = '';
  socket.on('data', (data) => (text += String(data))).on('error', () => undefined);
  await new Promise((resolve) => socket.on('close', resolve));
  clearInterval(timer);
  return { status: text.split(' ')[1] ?? 'cut', milliseconds: performance.now() - started };
}

const json = ['Content-Type: application/json', 'Content-Length: 100000'];

test.each([
  ['a body that never comes', ['/api/session HTTP/1.1', ...json], '', 1_000],
  ['a body that comes a byte at a time', ['/api/session HTTP/1.1', ...json], ' ', 2_500],
  ['a body for a page that does not exist', ['/nothing HTTP/1.1', ...json], '', 1_000],
  ['a body after the answer was given', ['/healthz HTTP/1.1', ...json], ' ', 2_500],
])('a connection is not held open for ever by %s', async (_name, head, trickle, limit) => {
  const { milliseconds } = await sendSlowly(head, trickle);
  expect(milliseconds).toBeLessThan(limit);
});
