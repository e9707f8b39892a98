import { createHash, randomBytes, randomUUID } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { buildHttpHouse, type HttpHouse } from '../dropoffs/testing/http-house.ts';

let house: HttpHouse;
let headers: { cookie: string };
let address: string;
let archive: string;
const bytes = randomBytes(500_000);
const etag = `"${createHash('sha256').update(bytes).digest('hex')}"`;

beforeAll(async () => {
  house = await buildHttpHouse();
  const firm = await house.addFirm();
  headers = house.signIn(firm.staff);
  const one = await house.openOne(firm.id);
  const segments = [bytes.subarray(0, 200_000), bytes.subarray(200_000)];
  const id = await house.send(one.submitter, { name: 'Größe "1".html', segments });
  address = `${house.url}/api/dropoffs/${one.id}/files/${id}`;
  archive = `${house.url}/api/dropoffs/${one.id}/archive.zip`;
});
afterAll(() => house[Symbol.asyncDispose]());

const get = (more: Record<string, string> = {}, method = 'GET') =>
  fetch(address, { method, headers: { ...headers, ...more } });
const bodyOf = async (answer: Response) => Buffer.from(await answer.arrayBuffer());

describe('D5: downloads', () => {
  test('D5: the whole file, as a thing to save and never to run', async () => {
    const answer = await get();
    expect(answer.status).toBe(200);
    expect((await bodyOf(answer)).equals(bytes)).toBe(true);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-length': '500000',
      'content-type': 'application/octet-stream',
      'content-disposition': `attachment; filename="Gro_e _1_.html"; filename*=UTF-8''Gr%C3%B6%C3%9Fe%20%221%22.html`,
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
      'accept-ranges': 'bytes',
      etag,
    });
  });

  test.each([
    ['bytes=199990-200009', 199_990, 200_010],
    ['bytes=-7', 499_993, 500_000],
    ['bytes=499999-', 499_999, 500_000],
  ])('D5: %s', async (range, start, end) => {
    const answer = await get({ range });
    expect(answer.status).toBe(206);
    expect(answer.headers.get('content-range')).toBe(`bytes ${start}-${end - 1}/500000`);
    expect(answer.headers.get('content-length')).toBe(String(end - start));
    expect((await bodyOf(answer)).equals(bytes.subarray(start, end))).toBe(true);
  });

  test('D5: a range behind the end is 416 and says how long the file is', async () => {
    const answer = await get({ range: 'bytes=500000-' });
    expect(answer.status).toBe(416);
    expect(answer.headers.get('content-range')).toBe('bytes */500000');
    expect(await answer.json()).toMatchObject({ code: 'range_not_satisfiable' });
  });

  test('D5: If-Range lets the range stand only for the very same bytes', async () => {
    expect((await get({ range: 'bytes=0-1', 'if-range': etag })).status).toBe(206);
    expect((await get({ range: 'bytes=0-1', 'if-range': '"other"' })).status).toBe(200);
  });

  test('D5: HEAD says the same and reads nothing', async () => {
    const answer = await get({}, 'HEAD');
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-length')).toBe('500000');
    expect(answer.headers.get('etag')).toBe(etag);
    expect((await bodyOf(answer)).length).toBe(0);
  });

  test('D5: the archive is announced with its exact length', async () => {
    const answer = await fetch(archive, { headers });
    expect(answer.headers.get('content-type')).toBe('application/zip');
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename="Einsendung-[0-9a-f]{8}\.zip"/);
    expect((await bodyOf(answer)).length).toBe(Number(answer.headers.get('content-length')));
  });

  test('D5: without a session, or for what is not there, nothing', async () => {
    expect((await fetch(address)).status).toBe(401);
    expect((await fetch(archive)).status).toBe(401);
    expect((await fetch(address.replace(/[^/]+$/, randomUUID()), { headers })).status).toBe(404);
    expect((await fetch(address.replace(/[^/]+$/, '1'), { headers })).status).toBe(400);
  });
});
