import { readFile } from 'node:fs/promises';

import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { openRouteWorld, type RouteWorld, tus } from '../access/testing/route-world.ts';

/** `npm run test:faults` sends ten times as many. */
const count = process.env['FAULTS'] === 'long' ? 10_000 : 1_000;

type Shot = {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: Uint8Array<ArrayBuffer> | undefined;
};

const { paths } = JSON.parse(await readFile(new URL('../../openapi.json', import.meta.url), 'utf8')) as {
  paths: Record<string, Record<string, { requestBody?: object }>>;
};
const doors = Object.entries(paths).flatMap(([path, methods]) =>
  Object.keys(methods).map((method) => ({ method: method.toUpperCase(), path })),
);

const nasty = fc.constantFrom(
  '',
  '\u0000',
  '../../etc/passwd',
  "' or 1=1 --",
  '\uD800',
  '\u202Egpj.exe',
  'x'.repeat(20_000),
  '-1',
  '1e400',
  '99999999999999999999',
  'NaN',
  '%00',
  '%ZZ',
  '%2e%2e%2f',
  '${jndi:ldap://x}',
  '{"__proto__":{"a":1}}',
  '00000000-0000-4000-8000-000000000000',
  'not-a-uuid',
);
const { value: json } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    nasty,
    fc.constantFrom<unknown>(null, true, -1, 0, 1.5, Number.MAX_VALUE, 2 ** 53, [], {}),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(
      fc.constantFrom(
        'email',
        'password',
        'number',
        'name',
        'customerNumber',
        'note',
        'reason',
        'until',
        'role',
        '__proto__',
        'constructor',
        'length',
        'scope',
        'firm',
        'altcha',
        'token',
        'code',
        'files',
        'texts',
        'ask',
      ),
      tie('value'),
      { maxKeys: 6 },
    ),
  ),
}));
const encode = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);
const body = fc.oneof(
  json.map((value) => encode(JSON.stringify(value) ?? '')),
  fc.uint8Array({ maxLength: 200 }).map((bytes) => Uint8Array.from(bytes)),
  fc
    .constantFrom(
      '['.repeat(50_000),
      '{"a":'.repeat(20_000),
      '{"a":1',
      '"\\uD800"',
      '{"a":1,"a":2}',
      `[${'1,'.repeat(100_000)}1]`,
    )
    .map(encode),
);
const headerText = fc.constantFrom(
  '',
  '-1',
  'x',
  '1e9',
  '9007199254740993',
  'bytes=0-0,1-1,2-2',
  'bytes=-0',
  'a'.repeat(4_000),
  '"',
  'filename !!!!',
  'filename AAAA,filename BBBB',
  'sha1 AAAA',
  'Bearer',
  'Bearer ..',
  'schleuse_session=%00',
  'schleuse_session=a; schleuse_session=b',
  'identity;q=9',
  'PATCH',
  'TRACE',
);
const headers = fc.dictionary(
  fc.constantFrom(
    'upload-length',
    'upload-offset',
    'upload-metadata',
    'upload-checksum',
    'upload-defer-length',
    'tus-resumable',
    'range',
    'if-range',
    'if-none-match',
    'cookie',
    'authorization',
    'accept-language',
    'accept-encoding',
    'origin',
    'x-forwarded-for',
    'x-http-method-override',
    'content-encoding',
    'sec-fetch-site',
  ),
  headerText,
  { maxKeys: 4 },
);
const contentType = fc.constantFrom(
  'application/json',
  'application/offset+octet-stream',
  'text/csv',
  'text/plain',
  'application/json; charset=utf-16',
  'multipart/form-data; boundary=x',
  'image/png',
  'x',
);
const shots = fc.record({
  door: fc.constantFrom(...doors),
  ids: fc.array(nasty, { minLength: 3, maxLength: 3 }),
  query: fc.dictionary(
    fc.constantFrom('search', 'cursor', 'limit', 'state', 'firm', 'until', 'preview', 'kind', 'from', 'to', 'download'),
    nasty,
    { maxKeys: 3 },
  ),
  headers,
  contentType,
  body: fc.option(body),
  known: fc.boolean(),
  signedIn: fc.boolean(),
});

describe('threat: requests that no program of ours would send', { timeout: 900_000 }, () => {
  let world: RouteWorld;
  let sent: Awaited<ReturnType<RouteWorld['dropOff']>>;
  let cookie: string;
  beforeAll(async () => {
    world = await openRouteWorld();
    sent = await world.dropOff('submitted');
    cookie = (await world.credentials('owner', undefined))['cookie'] ?? '';
  });
  afterAll(() => world[Symbol.asyncDispose]());

  function shotOf(value: typeof shots extends fc.Arbitrary<infer T> ? T : never): Shot {
    const { door, ids, known, query, signedIn } = value;
    let at = 0;
    const path = door.path.replace(/\{([^}]+)\}/g, (_, name: string) => {
      if (known && /firm/i.test(name)) return world.firmId;
      if (known) return door.path.includes('uploads') || name === 'fileId' ? sent.uploadId : sent.dropoffId;
      return encodeURIComponent((ids[at++] ?? '').toWellFormed());
    });
    const search = new URLSearchParams(query).toString();
    const allowed = Object.entries(value.headers).filter(([, text]) => /^[\t\x20-\x7e]*$/.test(text));
    return {
      method: door.method,
      path: path + (search === '' ? '' : `?${search}`),
      headers: {
        ...(signedIn ? { cookie } : { authorization: `Bearer ${sent.token}`, ...tus }),
        ...(value.body && { 'content-type': value.contentType }),
        ...Object.fromEntries(allowed),
      },
      body: value.body && door.method !== 'GET' && door.method !== 'HEAD' ? value.body : undefined,
    };
  }

  async function fire({ method, path, headers, body }: Shot): Promise<number> {
    const ending = AbortSignal.timeout(15_000);
    const answer = await fetch(world.app.url + path, {
      method,
      headers,
      body: body ?? null,
      redirect: 'manual',
      signal: ending,
    });
    const endless = answer.headers.get('content-type')?.startsWith('text/event-stream') ?? false;
    if (endless) await answer.body?.cancel();
    else await answer.arrayBuffer();
    return answer.status;
  }

  test(`${count} of them, made from the API's description: none is a fault of the server, which goes on`, async () => {
    const queue = fc.sample(shots, { numRuns: count, seed: 20_261_122 }).map(shotOf);
    const faults: string[] = [];
    let answered = 0;
    const run = async (): Promise<void> => {
      for (let shot = queue.pop(); shot; shot = queue.pop()) {
        // What fetch itself refuses to send never reached the server.
        const status = await fire(shot).catch((error: Error) => (error.name === 'TypeError' ? 0 : -1));
        if (status > 0) answered += 1;
        if (status >= 500 || status < 0)
          faults.push(
            `${status} ${shot.method} ${shot.path.slice(0, 200)} ${JSON.stringify(shot.headers)} ${Buffer.from(
              shot.body ?? [],
            )
              .toString('latin1')
              .slice(0, 200)}`,
          );
      }
    };
    await Promise.all(Array.from({ length: 8 }, run));
    expect(faults).toEqual([]);
    expect(answered).toBeGreaterThan(count * 0.8);
    expect((await fetch(`${world.app.url}/healthz`)).status).toBe(200);
  });
});
