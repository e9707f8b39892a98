import { randomBytes, randomUUID } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { buildHttpHouse, type HttpHouse } from './testing/http-house.ts';

let house: HttpHouse;
let firm: Awaited<ReturnType<HttpHouse['addFirm']>>;
let staff: { cookie: string };

beforeAll(async () => {
  house = await buildHttpHouse();
  firm = await house.addFirm();
  staff = house.signIn(firm.staff);
});
afterAll(() => house[Symbol.asyncDispose]());

const call = (path: string, init: RequestInit = {}) => fetch(house.url + path, init);
const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  call(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });

const codeOf = async (body: object) =>
  ((await (await post('/api/dropoffs', { firm: firm.id, ...body })).json()) as { code: string }).code;

async function open(body: object = {}) {
  const answer = await post('/api/dropoffs', { firm: firm.id, customerNumber: '10100', ...body });
  expect(answer.status).toBe(201);
  const opened = (await answer.json()) as { id: string; token: string };
  const submitter = { kind: 'submitter', firmId: firm.id, dropoffId: opened.id } as const;
  return { ...opened, submitter, bearer: { authorization: `Bearer ${opened.token}` } };
}

describe('D1–D4: the sender over HTTP', () => {
  test('D1: begins a drop-off; the token is shown once and kept only as a hash', async () => {
    const answer = await post('/api/dropoffs', {
      firm: firm.id,
      customerNumber: '10100',
      note: 'Bitte\r\nprüfen\u0000 ',
    });
    expect(answer.status).toBe(201);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const opened = (await answer.json()) as { id: string; token: string };
    expect(opened).toMatchObject({
      customerHint: expect.stringMatching(/^Ev\. .*…/),
      eraseAfterDays: 14,
      expiresAt: '2026-11-24T10:00:00.000Z',
      limits: { maxFileBytes: 107374182400, maxTotalBytes: 214748364800, maxFiles: 10000 },
    });
    expect(Buffer.from(opened.token, 'base64url')).toHaveLength(32);
    const { rows } = await house.database.asOwner(
      `select d::text as all, note from dropoffs d where id = '${opened.id}'`,
    );
    expect(rows[0].all).not.toContain(opened.token);
    expect(rows[0].note).toBe('Bitte\nprüfen');
  });

  test('D1: a number of nobody, no number, too long a note, an unknown member are refused', async () => {
    expect(await codeOf({ customerNumber: '99999' })).toBe('customer_unknown');
    expect(await codeOf({})).toBe('invalid_request');
    expect(await codeOf({ customerNumber: '' })).toBe('invalid_request');
    expect(await codeOf({ customerNumber: '10100', note: 'ä'.repeat(4001) })).toBe('note_too_long');
    expect(await codeOf({ customerNumber: '10100', surprise: true })).toBe('invalid_request');
  });

  test('D4: from open to receipt, in JSON and PDF', async () => {
    const one = await open({ note: 'Hallo' });
    const content = randomBytes(1000);
    await house.send(one.submitter, { name: 'a.bin', segments: [content] });
    const changed = await call(`/api/dropoffs/${one.id}`, {
      method: 'PATCH',
      headers: { ...one.bearer, 'content-type': 'application/json' },
      body: JSON.stringify({ note: 'Hallo!', expectedFiles: 1 }),
    });
    expect(changed.status).toBe(204);
    const before = await (await call(`/api/dropoffs/${one.id}`, { headers: one.bearer })).json();
    expect(before).toMatchObject({ state: 'open', note: 'Hallo!', uploads: [{ name: 'a.bin', received: 1000 }] });

    const answer = await post(`/api/dropoffs/${one.id}/submit`, { expectedFiles: 1 }, one.bearer);
    expect(answer.status).toBe(200);
    const receipt = (await answer.json()) as { signature: string };
    const again = await call(`/api/dropoffs/${one.id}/submit`, { method: 'POST', headers: one.bearer });
    expect(await again.json()).toEqual(receipt);
    const after = await (await call(`/api/dropoffs/${one.id}`, { headers: one.bearer })).json();
    expect(after).toMatchObject({ state: 'submitted', receipt });
    for (const headers of [one.bearer, staff]) {
      const file = await call(`/api/dropoffs/${one.id}/receipt.json`, { headers });
      expect(file.headers.get('content-disposition')).toMatch(/^attachment; filename="Eingangsbestaetigung-.*\.json"$/);
      expect(await file.json()).toEqual(receipt);
    }
    const pdf = await call(`/api/dropoffs/${one.id}/receipt.pdf?language=en`, { headers: one.bearer });
    expect(pdf.headers.get('content-type')).toBe('application/pdf');
    expect(await pdf.text()).toBe(`%PDF ${one.id} en`);
  });

  test('D4: submitting too early answers 409 with what is missing', async () => {
    const one = await open();
    await house.send(one.submitter, { name: 'halb', segments: [randomBytes(3)], length: 9 });
    const answer = await post(`/api/dropoffs/${one.id}/submit`, {}, one.bearer);
    expect(answer.status).toBe(409);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(await answer.json()).toMatchObject({
      code: 'uploads_unfinished',
      uploads: [{ name: 'halb', length: 9, received: 3 }],
    });
  });

  test('D3: a wrong, foreign or missing token opens nothing', async () => {
    const one = await open();
    const other = await open();
    const path = `/api/dropoffs/${one.id}`;
    expect((await call(path)).status).toBe(401);
    expect((await call(path, { headers: { authorization: `Bearer ${'x'.repeat(43)}` } })).status).toBe(401);
    expect((await call(path, { headers: other.bearer })).status).toBe(404);
    expect((await call(path, { headers: staff })).status).toBe(401);
    expect((await post(`${path}/submit`, {}, other.bearer)).status).toBe(404);
    expect((await post(`${path}/close`, {}, one.bearer)).status).toBe(401);
    expect((await call('/api/inbox', { headers: one.bearer })).status).toBe(401);
    expect((await call(`/api/dropoffs/${randomUUID()}/archive.zip`, { headers: one.bearer })).status).toBe(401);
  });
});

describe('D5, D6: the staff over HTTP', () => {
  test('D6: closing answers at once that the erasure has begun', async () => {
    const one = await open();
    await house.send(one.submitter, { name: 'a', segments: [randomBytes(5)] });
    await post(`/api/dropoffs/${one.id}/submit`, {}, one.bearer);
    const answer = await call(`/api/dropoffs/${one.id}/close`, { method: 'POST', headers: staff });
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({ id: one.id, state: 'closed', erasure: 'begun' });
    expect((await call(`/api/dropoffs/${one.id}/receipt.json`, { headers: one.bearer })).status).toBe(404);
    const view = await call(`/api/dropoffs/${one.id}`, { headers: one.bearer });
    expect(await view.json()).toMatchObject({ state: 'closed', customerNumber: '', note: '', uploads: [] });
    const detail = await call(`/api/inbox/${one.id}`, { headers: staff });
    const shown = (await detail.json()) as { events: object[] };
    expect(shown).toMatchObject({ state: 'closed', files: [], seen: true });
    expect(shown.events).toContainEqual({
      at: expect.stringMatching(/^\d{4}-.*Z$/),
      kind: 'dropoff-closed',
      actorKind: 'staff',
      actorName: 'Sachbearbeitung',
      details: { files: 1, bytes: 5, submitted: true },
    });
    const listed = (await (await call('/api/inbox', { headers: staff })).json()) as { items: { id: string }[] };
    expect(listed.items.some((item) => item.id === one.id)).toBe(false);
  });

  test('D6: a page of another site cannot close a case', async () => {
    const one = await open();
    const headers = { ...staff, origin: 'https://evil.example' };
    expect((await call(`/api/dropoffs/${one.id}/close`, { method: 'POST', headers })).status).toBe(403);
  });

  test('D5: a foreign firm finds nothing', async () => {
    const one = await open();
    await house.send(one.submitter, { name: 'a', segments: [randomBytes(5)] });
    const headers = house.signIn((await house.addFirm()).staff);
    expect((await call(`/api/inbox/${one.id}`, { headers })).status).toBe(404);
    expect((await call(`/api/dropoffs/${one.id}/archive.zip`, { headers })).status).toBe(404);
    expect((await call(`/api/dropoffs/${one.id}/receipt.json`, { headers })).status).toBe(404);
    expect((await call(`/api/dropoffs/${one.id}/close`, { method: 'POST', headers })).status).toBe(404);
    expect(await (await call('/api/inbox', { headers })).json()).toEqual({ items: [], nextCursor: null });
  });

  test('D5: ids and cursors that are none are refused in plain words', async () => {
    expect((await call('/api/inbox/1', { headers: staff })).status).toBe(400);
    const answer = await call('/api/inbox?cursor=xyz', { headers: staff });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ code: 'cursor_invalid' });
    expect((await call('/api/inbox?state=lost', { headers: staff })).status).toBe(400);
  });
});
