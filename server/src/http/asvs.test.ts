import { mkdtempDisposable, readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { type App, createApp } from '../app.ts';
import { parseConfig } from '../config.ts';
import { createLog } from '../log.ts';

/**
 * OWASP ASVS 5.0, what of level 2 shows at the HTTP door and has no test of its own elsewhere. The whole list with the
 * tests of each id is docs/asvs.md.
 */
const origin = 'https://einsenden.example';
const person = { email: 'leitung@musterhaus.example', password: 'vier blaue Fahrräder im Regen' };

let parent: Awaited<ReturnType<typeof mkdtempDisposable>>;
let app: App;
let cookie: string;
let setCookie: string;
const said: string[] = [];
beforeAll(async () => {
  parent = await mkdtempDisposable(join(tmpdir(), 'schleuse-asvs-'));
  const config = parseConfig(
    { DATA_DIR: join(parent.path, 'data'), PUBLIC_URL: origin, HOST: '127.0.0.1', PORT: '39117' },
    [],
    '/',
  );
  app = await createApp({
    config,
    log: createLog('silent'),
    setupToken: 'x',
    onFatal(error) {
      throw error;
    },
  });
  await app.services.firms.createFirm({ name: 'Musterhaus', owner: { name: 'Leitung', ...person } });
  const answer = await send('POST', '/api/session', { payload: person });
  setCookie = String(answer.headers['set-cookie']);
  cookie = setCookie.split(';')[0] ?? '';
});
afterAll(async () => {
  await app[Symbol.asyncDispose]();
  await parent[Symbol.asyncDispose]();
});

type Sending = { payload?: object | string; headers?: Record<string, string>; signedIn?: boolean };

async function send(method: string, url: string, { payload, headers = {}, signedIn = false }: Sending = {}) {
  const answer = await app.http.inject({
    method: method as 'GET',
    url,
    headers: { host: 'einsenden.example', ...(signedIn && { cookie }), ...headers },
    ...(payload !== undefined && { payload }),
  });
  said.push(answer.body);
  return answer;
}

describe('ASVS V3: what browsers are told', () => {
  test('V3.3.1, V3.3.3, V3.3.4: the session cookie is Secure, __Host-, HttpOnly and SameSite', () => {
    expect(setCookie).toMatch(/^__Host-schleuse_session=/);
    for (const attribute of ['HttpOnly', 'Secure', 'SameSite=Strict', 'Path=/']) expect(setCookie).toContain(attribute);
    expect(setCookie).not.toMatch(/Domain=/i);
  });

  test.each(['/einsenden', '/api/firm', '/anmelden', '/nicht-da'])(
    'V3.2.1, V3.4.1, V3.4.3 to V3.4.6: headers of %s',
    async (url) => {
      const { headers } = await send('GET', url);
      expect(headers).toMatchObject({
        'strict-transport-security': 'max-age=31536000',
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
      });
      const policy = String(headers['content-security-policy']);
      for (const part of ["default-src 'self'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"]) {
        expect(policy).toContain(part);
      }
      expect(policy).not.toMatch(/unsafe|\*/);
    },
  );

  test('V3.4.2: no other origin may read an answer, whatever it calls itself', async () => {
    for (const foreign of ['https://evil.example', 'null', `${origin}.evil.example`]) {
      const answer = await send('GET', '/api/session', { signedIn: true, headers: { origin: foreign } });
      expect(answer.headers['access-control-allow-origin']).toBeUndefined();
    }
  });

  test('V3.5.1: a page of another site can change nothing with the cookie', async () => {
    const sources: Record<string, string>[] = [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
    ];
    for (const headers of sources) {
      const answer = await send('PATCH', '/api/settings', { signedIn: true, headers, payload: { eraseAfterDays: 3 } });
      expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([403, 'foreign_origin']);
    }
  });

  test('V3.5.3: nothing is changed by a method that is safe', async () => {
    for (const url of ['/api/settings', '/api/team/invitations', '/api/account/password', '/api/setup']) {
      const answer = await send('GET', `${url}?eraseAfterDays=3`, { signedIn: true });
      expect([200, 404, 405]).toContain(answer.statusCode);
    }
    expect((await send('GET', '/api/settings', { signedIn: true })).json()).toMatchObject({ eraseAfterDays: 14 });
  });

  test('V3.7.2: no address in a request becomes a redirect', async () => {
    for (const url of ['/anmelden?ziel=https://evil.example', '/einsenden?next=//evil.example', '//evil.example/..']) {
      const answer = await send('GET', url);
      expect(String(answer.headers['location'] ?? '')).not.toContain('evil');
    }
  });
});

describe('ASVS V4, V13: the interface', () => {
  test('V4.1.4, V13.4.4: other methods than those meant are refused, TRACE among them', async () => {
    for (const method of ['TRACE', 'CONNECT', 'PROPFIND', 'DELETE']) {
      const status = await rawStatus(
        `${method} /api/firm HTTP/1.1\r\nHost: einsenden.example\r\nConnection: close\r\n\r\n`,
      );
      expect(status, method).toBeGreaterThanOrEqual(400);
    }
  });

  test.each([
    ['two lengths', 'Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello'],
    ['length and chunks', 'Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n'],
    ['a line end inside a header', 'X-A: 1\nContent-Length: 5\r\n\r\nhello'],
    ['unknown transfer encoding', 'Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n'],
  ])('V4.2.1: where a request ends is not left to guessing: %s', async (_, rest) => {
    const status = await rawStatus(
      `POST /api/session HTTP/1.1\r\nHost: einsenden.example\r\nContent-Type: application/json\r\nConnection: close\r\n${rest}`,
    );
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
  });

  test('V15.3.3: members that a request may not have are refused or change nothing', async () => {
    const answer = await send('PATCH', '/api/settings', {
      signedIn: true,
      payload: { eraseAfterDays: 14, id: 'x', receiptPublicKey: 'x', role: 'owner', __proto__: { admin: true } },
    });
    expect([200, 400]).toContain(answer.statusCode);
    expect((await send('GET', '/api/settings', { signedIn: true })).body).not.toContain('receiptPublicKey');
  });

  test('V13.4.2, V13.4.5, V16.5.1: no trace of the program in an error, no open page of documentation', async () => {
    const answers = await Promise.all([
      send('POST', '/api/session', { payload: '{"email":', headers: { 'content-type': 'application/json' } }),
      send('GET', '/api/dropoffs/%ff'),
      send('GET', '/docs'),
      send('GET', '/api/swagger'),
      send('GET', '/metrics', { headers: { 'x-forwarded-for': '203.0.113.9' } }),
    ]);
    for (const { statusCode } of answers) expect(statusCode).toBeGreaterThanOrEqual(400);
    expect(said.join('\n')).not.toMatch(/\bat \S+:\d+:\d+|node_modules|server\/src|stack|SQLSTATE|syntax error at/);
  });

  test('V14.3.2: what is about people is kept in no cache', async () => {
    for (const url of ['/api/inbox', '/api/customers', '/api/team', '/api/account', '/api/settings', '/api/session']) {
      const { headers } = await send('GET', url, { signedIn: true });
      expect(String(headers['cache-control']), url).toMatch(/no-store|no-cache|private/);
    }
  });

  test('V14.2.1: no secret travels in an address', async () => {
    const text = await readFile(new URL('../../openapi.json', import.meta.url), 'utf8');
    const { paths } = JSON.parse(text) as {
      paths: Record<string, Record<string, { parameters?: { in: string; name: string }[] }>>;
    };
    const names = Object.values(paths).flatMap((methods) =>
      Object.values(methods).flatMap(({ parameters = [] }) => parameters.filter((each) => each.in !== 'header')),
    );
    for (const { name } of names) expect(name).not.toMatch(/token|password|secret|code$|cookie|session/i);
  });
});

test('V15.1.2: what is installed is listed with versions and hashes', async () => {
  const lock = await readFile(new URL('../../../package-lock.json', import.meta.url), 'utf8');
  const { packages } = JSON.parse(lock) as {
    packages: Record<string, { version?: string; integrity?: string; link?: boolean }>;
  };
  const foreign = Object.entries(packages).filter(([path, { link }]) => path.includes('node_modules/') && !link);
  expect(foreign.length).toBeGreaterThan(100);
  for (const [path, { version, integrity }] of foreign) {
    expect(version, path).toMatch(/^\d/);
    expect(integrity, path).toMatch(/^sha512-/);
  }
});

test('docs/asvs.md names a test for each id that can be tested, and every test it names is there', async () => {
  const text = await readFile(new URL('../../../docs/asvs.md', import.meta.url), 'utf8');
  const rows = text.split('\n').filter((line) => /^\| \d+\.\d+\.\d+ \|/.test(line));
  expect(rows.length).toBeGreaterThanOrEqual(79);
  const files = new Set(
    rows.flatMap((row) => Array.from(row.matchAll(/`([\w./-]+\.test\.ts)`/g), ([, file = '']) => file)),
  );
  for (const file of files) {
    await expect(readFile(new URL(`../../../${file}`, import.meta.url), 'utf8'), file).resolves.toContain('test');
  }
});

/** The status of what is written to the socket as it stands; 0 when the line is cut without an answer. */
async function rawStatus(request: string): Promise<number> {
  if (!app.http.server.listening) await app.listen();
  const socket = connect(39_117, '127.0.0.1');
  let text = '';
  socket.on('data', (data) => (text += String(data))).on('error', () => undefined);
  socket.write(request);
  await new Promise((resolve) => socket.on('close', resolve));
  return Number(text.split(' ')[1] ?? 400);
}
