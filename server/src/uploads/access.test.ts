import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { createTestUploads, listen, type TestUploads } from './testing/test-uploads.ts';
import { begin, metadata, openPatch, sendAll, statusFrom, tus } from './testing/tus-request.ts';

let t: TestUploads;
let server: Awaited<ReturnType<typeof listen>>;
beforeAll(async () => {
  t = await createTestUploads();
  server = await listen(t);
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await t[Symbol.asyncDispose]();
});

const creation = { 'upload-length': '3', 'upload-metadata': metadata({ filename: 'a' }) };
const endDropoff = (dropoffId: string, state: 'expired' | 'closed') =>
  t.database.inFirm(t.firmId, (tx) => tx.updateTable('dropoffs').set({ state }).where('id', '=', dropoffId).execute());

test('without a token, or with one nobody gave out, nothing is taken', async () => {
  const { token } = await t.open();
  const url = await begin(server.url, token, 'a', 3);
  for (const wrong of [undefined, 'x'.repeat(43), randomBytes(32).toString('base64url'), `${token}x`]) {
    expect((await tus(server.url, 'POST', wrong, creation)).status).toBe(401);
    expect((await tus(url, 'HEAD', wrong)).status).toBe(401);
    expect((await tus(url, 'PATCH', wrong, { 'upload-offset': '0' }, Buffer.from('abc'))).status).toBe(401);
    expect((await tus(url, 'DELETE', wrong)).status).toBe(401);
  }
});

test('the token of another drop-off sees and touches nothing', async () => {
  const mine = await t.open();
  const foreign = await t.open();
  const url = await begin(server.url, mine.token, 'a', 3);
  expect((await tus(url, 'HEAD', foreign.token)).status).toBe(404);
  expect((await tus(url, 'PATCH', foreign.token, { 'upload-offset': '0' }, Buffer.from('abc'))).status).toBe(404);
  expect((await tus(url, 'DELETE', foreign.token)).status).toBe(404);
  expect((await tus(url, 'HEAD', mine.token)).headers.get('upload-offset')).toBe('0');
});

test('the token of another drop-off does not end a request that is under way', async () => {
  const mine = await t.open();
  const foreign = await t.open();
  const url = await begin(server.url, mine.token, 'a', 1_000_000);
  const socket = await openPatch(url, mine.token, 0, 1_000_000);
  await sendAll(socket, randomBytes(600_000));
  await sleep(50);
  expect((await tus(url, 'HEAD', foreign.token)).status).toBe(404);
  expect((await tus(url, 'DELETE', foreign.token)).status).toBe(404);
  expect((await tus(url, 'PATCH', foreign.token, { 'upload-offset': '0' }, Buffer.from('abc'))).status).toBe(404);
  const answered = statusFrom(socket);
  await sendAll(socket, randomBytes(400_000));
  expect(await answered).toBe(204);
});

test('when the time of the drop-off is over, it is 410', async () => {
  const { token, actor } = await t.open();
  const url = await begin(server.url, token, 'a', 3);
  await endDropoff(actor.dropoffId, 'expired');
  const patched = await tus(url, 'PATCH', token, { 'upload-offset': '0' }, Buffer.from('abc'));
  expect([patched.status, patched.problem['code']]).toEqual([410, 'expired']);
  expect((await tus(server.url, 'POST', token, creation)).status).toBe(410);
});

test('a drop-off closed in the middle of a body takes none of it', async () => {
  const { token, actor } = await t.open();
  const url = await begin(server.url, token, 'a', 1_000_000);
  const socket = await openPatch(url, token, 0, 1_000_000);
  await sendAll(socket, randomBytes(600_000));
  await sleep(50);
  await endDropoff(actor.dropoffId, 'closed');
  const answered = statusFrom(socket);
  await sendAll(socket, randomBytes(400_000));
  expect(await answered).toBe(409);
  const id = url.split('/').at(-1) ?? '';
  const segments = await t.database.inFirm(t.firmId, (tx) =>
    tx.selectFrom('segments').selectAll().where('upload_id', '=', id).execute(),
  );
  expect(segments).toEqual([]);
});

test('a token that is revoked between two small files takes no second one, however fast they come', async () => {
  const { token, actor } = await t.open();
  expect((await tus(server.url, 'POST', token, creation, Buffer.from('abc'))).status).toBe(201);
  await endDropoff(actor.dropoffId, 'closed');
  expect((await tus(server.url, 'POST', token, creation, Buffer.from('abc'))).status).toBe(409);
});
