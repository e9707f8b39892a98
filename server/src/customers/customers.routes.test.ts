import { Writable } from 'node:stream';

import pino from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { createHttpApp } from '../http/create-http-app.ts';
import type { HttpApp } from '../http/http-app.ts';
import { registerChallengeRoute, registerCustomerRoutes } from './customers.routes.ts';
import { type CustomersRoom, openCustomersRoom, solve } from './testing/customers-room.ts';

let room: CustomersRoom;
let app: HttpApp;
const origin = 'http://127.0.0.1:8080';
beforeAll(async () => {
  room = await openCustomersRoom();
  const { staff } = await room.makeFirm();
  app = await createHttpApp({
    publicUrl: new URL(origin),
    version: '0.0.0',
    log: pino(new Writable({ write: (_chunk, _encoding, done) => done() })),
    actorFinder: {
      findStaff: async (token) => (token === 'agent' ? { actor: staff, scope: 'full' } : undefined),
      findSubmitter: async () => undefined,
    },
  });
  registerChallengeRoute(app, { customers: room.customers });
  registerCustomerRoutes(app, { customers: room.customers });
  await app.ready();
});
afterAll(async () => {
  await app.close();
  await room[Symbol.asyncDispose]();
});

const call = async (method: 'GET' | 'POST' | 'PATCH', url: string, payload?: object | string, headers = {}) => {
  const answer = await app.inject({
    method,
    url,
    ...(payload === undefined ? {} : { payload }),
    cookies: { schleuse_session: 'agent' },
    headers: { origin, ...headers },
  });
  return { status: answer.statusCode, body: answer.json() as Record<string, unknown> };
};
const csv = { 'content-type': 'text/csv; charset=utf-8' };

describe('D1: customers over HTTP', () => {
  test('are added, listed and changed', async () => {
    const added = await call('POST', '/api/customers', { number: '100', name: 'Kita Regenbogen' });
    expect(added).toMatchObject({ status: 201, body: { number: '100', name: 'Kita Regenbogen', active: true } });
    const changed = await call('PATCH', `/api/customers/${String(added.body['id'])}`, { active: false });
    expect(changed).toMatchObject({ status: 200, body: { active: false } });
    expect(await call('GET', '/api/customers?search=regen')).toEqual({
      status: 200,
      body: { items: [changed.body], nextCursor: null },
    });
    expect(await call('POST', '/api/customers', { number: '100', name: 'Zwei' })).toMatchObject({
      status: 409,
      body: { code: 'customer_number_taken' },
    });
  });

  test('are taken over from a CSV file, after a preview', async () => {
    const list = 'Nummer;Name\n200;Eins\n;Zwei\n';
    const preview = await call('POST', '/api/customers/import?preview=true', list, csv);
    expect(preview).toMatchObject({
      status: 200,
      body: { total: 2, new: 1, errors: [{ line: 3, code: 'number_missing' }] },
    });
    expect((await call('GET', '/api/customers?search=200')).body).toMatchObject({ items: [] });
    expect(await call('POST', '/api/customers/import', list, csv)).toEqual(preview);
    expect((await call('GET', '/api/customers?search=200')).body).toMatchObject({ items: [{ name: 'Eins' }] });
  });

  test('a body that is no list, too large, or of another kind is refused in plain words', async () => {
    expect(await call('POST', '/api/customers/import', '', csv)).toMatchObject({
      status: 400,
      body: { code: 'csv_unreadable', reason: 'empty' },
    });
    expect(await call('POST', '/api/customers/import', 'x'.repeat(10 * 1024 * 1024 + 1), csv)).toMatchObject({
      status: 413,
    });
    expect(await call('POST', '/api/customers/import', '1;a', { 'content-type': 'text/html' })).toMatchObject({
      status: 415,
    });
    expect(await call('POST', '/api/customers', '1;a', csv)).toMatchObject({ status: 415 });
  });

  test('are nothing for strangers, whose body is not even read', async () => {
    for (const [method, url] of [
      ['GET', '/api/customers'],
      ['POST', '/api/customers'],
      ['PATCH', '/api/customers/00000000-0000-0000-0000-000000000000'],
      ['POST', '/api/customers/import'],
    ] as const) {
      const body = url.endsWith('import')
        ? { payload: 'x'.repeat(11 * 1024 * 1024), headers: { origin, ...csv } }
        : { payload: { number: '1', name: 'x' }, headers: { origin } };
      const answer = await app.inject({ method, url, ...(method === 'GET' ? {} : body) });
      expect(answer.statusCode, url).toBe(401);
    }
  });

  test('a challenge is anybody’s, fresh each time, and solvable', async () => {
    const [one, two] = [await app.inject('/api/challenge'), await app.inject('/api/challenge')];
    expect(one.headers['cache-control']).toBe('no-store');
    expect(one.json()).not.toEqual(two.json());
    expect(one.json()).toMatchObject({ parameters: { algorithm: 'PBKDF2/SHA-256', data: { level: 0 } } });
    expect(await solve(one.json())).toMatch(/^[A-Za-z0-9+/]+=*$/);
  });
});
