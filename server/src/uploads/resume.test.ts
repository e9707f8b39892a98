import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

import { Upload } from 'tus-js-client';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { createTestUploads, listen, type TestUploads } from './testing/test-uploads.ts';
import { begin, offsetOf, openPatch, sendAll, statusFrom, tus } from './testing/tus-request.ts';

const MIB = 1024 * 1024;

let t: TestUploads;
let server: Awaited<ReturnType<typeof listen>>;
let token: string;
beforeAll(async () => {
  t = await createTestUploads({ cut: { bytes: 4 * MIB, milliseconds: 300 } });
  server = await listen(t);
  ({ token } = await t.open());
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await t[Symbol.asyncDispose]();
});

const idOf = (url: string): string => url.split('/').at(-1) ?? '';

test('D3: resumes from the exact byte after the connection died', async () => {
  const bytes = randomBytes(10 * MIB + 3);
  const url = await begin(server.url, token, 'abgerissen.zip', bytes.length);
  const sent = [0, 1, 70_000, 5 * MIB + 1, 9 * MIB];
  for (let i = 1; i < sent.length; i++) {
    const [from = 0, to = 0] = [sent[i - 1], sent[i]];
    const socket = await openPatch(url, token, from, bytes.length - from);
    await sendAll(socket, bytes.subarray(from, to));
    // Sent in good order before the end: everything the kernel took arrives.
    socket.end();
    await sleep(300);
    expect(await offsetOf(url, token)).toBe(to);
  }
  const last = sent.at(-1) ?? 0;
  expect((await tus(url, 'PATCH', token, { 'upload-offset': String(last) }, bytes.subarray(last))).status).toBe(204);
  expect((await t.readFile(idOf(url), bytes.length)).equals(bytes)).toBe(true);
});

test('D3: a second client on the same upload wins; the first is told, and no byte is lost or doubled', async () => {
  const bytes = randomBytes(3 * MIB);
  const url = await begin(server.url, token, 'zwei.zip', bytes.length);
  const first = await openPatch(url, token, 0, bytes.length);
  await sendAll(first, bytes.subarray(0, MIB));
  const answered = statusFrom(first);
  await sleep(300);
  const offset = await offsetOf(url, token);
  expect(offset).toBe(MIB);
  expect(await answered).toBe(409);
  const second = await tus(url, 'PATCH', token, { 'upload-offset': String(offset) }, bytes.subarray(offset));
  expect(second.status).toBe(204);
  expect((await t.readFile(idOf(url), bytes.length)).equals(bytes)).toBe(true);
});

test('of many requests at once for one upload, one goes on and the others are refused', async () => {
  const bytes = randomBytes(200_000);
  const url = await begin(server.url, token, 'gedraenge.zip', bytes.length);
  const answers = await Promise.all(
    Array.from({ length: 8 }, () => tus(url, 'PATCH', token, { 'upload-offset': '0' }, bytes)),
  );
  const statuses = answers.map((answer) => answer.status);
  expect(statuses.filter((status) => status === 204).length).toBeLessThanOrEqual(1);
  expect(statuses.every((status) => status === 204 || status === 409)).toBe(true);
  const offset = await offsetOf(url, token);
  if (offset < bytes.length) {
    await tus(url, 'PATCH', token, { 'upload-offset': String(offset) }, bytes.subarray(offset));
  }
  expect((await t.readFile(idOf(url), bytes.length)).equals(bytes)).toBe(true);
});

test('a slow body is committed while it still comes', async () => {
  const bytes = randomBytes(1000);
  const url = await begin(server.url, token, 'langsam.zip', bytes.length);
  const socket = await openPatch(url, token, 0, bytes.length);
  await sendAll(socket, bytes.subarray(0, 500));
  await sleep(900);
  expect(await receivedOf(url)).toBe(500);
  const answered = statusFrom(socket);
  await sendAll(socket, bytes.subarray(500));
  expect(await answered).toBe(204);
  expect((await t.readFile(idOf(url), bytes.length)).equals(bytes)).toBe(true);
});

test('a body with a checksum that breaks off keeps nothing: it could not be checked', async () => {
  const bytes = randomBytes(2 * MIB);
  const url = await begin(server.url, token, 'geprueft.zip', bytes.length);
  const checksum = `Upload-Checksum: sha1 ${Buffer.alloc(20, 7).toString('base64')}`;
  const socket = await openPatch(url, token, 0, bytes.length, [checksum]);
  await sendAll(socket, bytes.subarray(0, MIB));
  await sleep(700);
  socket.destroy();
  expect(await offsetOf(url, token)).toBe(0);
});

test('a creation whose body breaks off leaves nothing behind', async () => {
  const fresh = await t.open();
  for (const length of [100_000, 3 * MIB]) {
    const abort = new AbortController();
    const body = new ReadableStream({
      async pull(controller) {
        controller.enqueue(randomBytes(50_000));
        await sleep(30);
        abort.abort();
      },
    });
    const headers = {
      'tus-resumable': '1.0.0',
      authorization: `Bearer ${fresh.token}`,
      'upload-length': String(length),
      'upload-metadata': 'filename eA==',
      'content-type': 'application/offset+octet-stream',
    };
    const sending = fetch(server.url, {
      method: 'POST',
      headers,
      body,
      signal: abort.signal,
      duplex: 'half',
    } as RequestInit);
    await expect(sending).rejects.toThrow('abort');
  }
  await expect
    .poll(async () => await t.database.inFirm(t.firmId, (tx) => t.uploads.listUploads(tx, fresh.containerId)))
    .toEqual([]);
});

test('D3: tus-js-client stops, goes on and finishes', async () => {
  const bytes = randomBytes(12 * MIB + 7);
  let stopped = false;
  const url = await new Promise<string>((resolve, reject) => {
    const upload: Upload = new Upload(bytes, {
      endpoint: server.url,
      headers: { authorization: `Bearer ${token}` },
      metadata: { filename: 'Sicherung.bak', filetype: 'application/octet-stream' },
      retryDelays: [0, 100, 500],
      chunkSize: 5 * MIB,
      onProgress: (sent) => {
        if (stopped || sent < 6 * MIB) return;
        stopped = true;
        void upload.abort().then(() => setTimeout(() => upload.start(), 50));
      },
      onError: reject,
      onSuccess: () => resolve(upload.url ?? ''),
    });
    upload.start();
  });
  expect(stopped).toBe(true);
  expect((await t.readFile(idOf(url), bytes.length)).equals(bytes)).toBe(true);
});

test('D3: tus-js-client sends small files with their creation', async () => {
  const bytes = randomBytes(10_000);
  const url = await new Promise<string>((resolve, reject) => {
    const upload: Upload = new Upload(bytes, {
      endpoint: server.url,
      headers: { authorization: `Bearer ${token}` },
      metadata: { filename: 'klein.txt' },
      uploadDataDuringCreation: true,
      onError: reject,
      onSuccess: () => resolve(upload.url ?? ''),
    });
    upload.start();
  });
  expect((await t.readFile(idOf(url), bytes.length)).equals(bytes)).toBe(true);
});

test('a line over which nothing comes any more is cut, and what it brought is kept', async () => {
  await using impatient = await listen(t, { idleMs: 400 });
  const bytes = randomBytes(1000);
  const url = await begin(impatient.url, token, 'still.zip', bytes.length);
  const socket = await openPatch(url, token, 0, bytes.length);
  const closed = once(socket, 'close');
  // As long as something comes now and then, it may take longer than that.
  for (let at = 0; at < 500; at += 100) {
    await sendAll(socket, bytes.subarray(at, at + 100));
    await sleep(200);
  }
  expect(socket.closed).toBe(false);
  socket.resume();
  await closed;
  await expect.poll(async () => await receivedOf(url)).toBe(500);
});

test('a server that is stopped commits what arrived before it ends', async () => {
  const bytes = randomBytes(2 * MIB);
  const stopping = await listen(t);
  const url = await begin(stopping.url, token, 'feierabend.zip', bytes.length);
  const socket = await openPatch(url, token, 0, bytes.length);
  await sendAll(socket, bytes.subarray(0, MIB));
  await sleep(200);
  await stopping[Symbol.asyncDispose]();
  await t.uploads.settle();
  expect(await receivedOf(url)).toBe(MIB);
});

async function receivedOf(url: string): Promise<number> {
  const row = await t.database.inFirm(t.firmId, (tx) =>
    tx.selectFrom('uploads').select('received').where('id', '=', idOf(url)).executeTakeFirstOrThrow(),
  );
  return row.received;
}
