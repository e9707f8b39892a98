import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, test } from 'vitest';

import {
  createUpload,
  headUpload,
  inbox,
  openDropoff,
  patchUpload,
  sha256,
  signIn,
  someBytes,
  submit,
  uploadWhole,
} from './testing/api.ts';
import { type Demo, type RunningServer, startServer } from './testing/start-server.ts';

let server: RunningServer;
let demo: Demo;
let url: string;

beforeAll(async () => {
  server = await startServer();
  demo = await server.demo();
  url = server.url;
});
afterAll(async () => server[Symbol.asyncDispose]());

const firstCustomer = (): string => demo.customers[0]?.number ?? '';

test('D1–D6: a customer drops files off, the firm has them, and closing the case erases them', async () => {
  const dropoff = await openDropoff(url, firstCustomer(), 'Bitte um Prüfung der Datenbank');
  const database = someBytes(3_000_000);
  const letter = someBytes(1234);
  await uploadWhole(url, dropoff.token, 'Kasse.fdb', database);
  await uploadWhole(url, dropoff.token, 'Anschreiben ä.pdf', letter);
  await uploadWhole(url, dropoff.token, 'leer.txt', new Uint8Array());
  const receipt = await submit(url, dropoff);
  expect(receipt.customerNumber).toBe(firstCustomer());
  expect(receipt.files).toEqual([
    { name: 'Kasse.fdb', size: database.length, sha256: sha256(database) },
    { name: 'Anschreiben ä.pdf', size: letter.length, sha256: sha256(letter) },
    { name: 'leer.txt', size: 0, sha256: sha256(new Uint8Array()) },
  ]);
  expect(Date.parse(receipt.erasesAt) - Date.parse(receipt.receivedAt)).toBe(14 * 24 * 3600 * 1000);

  const session = await signIn(url, demo.owner);
  const item = (await inbox(url, session)).find((i) => i.id === dropoff.id);
  expect(item).toMatchObject({
    customerNumber: firstCustomer(),
    note: 'Bitte um Prüfung der Datenbank',
    state: 'submitted',
  });
  const file = item?.files.find((f) => f.name === 'Kasse.fdb');
  const address = `${url}/api/dropoffs/${dropoff.id}/files/${file?.id}`;
  expect(sha256(await bytesOf(await fetch(address, { headers: session })))).toBe(sha256(database));
  const part = await fetch(address, { headers: { ...session, range: 'bytes=1000000-1000999' } });
  expect(part.status).toBe(206);
  expect(Buffer.from(await bytesOf(part)).equals(database.subarray(1_000_000, 1_001_000))).toBe(true);

  const closed = await fetch(`${url}/api/dropoffs/${dropoff.id}/close`, { method: 'POST', headers: session });
  expect(closed.status).toBe(200);
  expect((await fetch(address, { headers: session })).status).toBe(404);
  expect((await inbox(url, session)).some((i) => i.id === dropoff.id)).toBe(false);
  await expect.poll(async () => objectsOnDisk(server.dataDir), { timeout: 15_000 }).toEqual([]);
});

test('D3: the server killed in mid-upload loses no acknowledged byte, and the rest goes on from the exact one', async () => {
  const dropoff = await openDropoff(url, firstCustomer());
  const bytes = someBytes(9_000_000);
  const created = await createUpload(url, dropoff.token, { name: 'gross.bin', size: bytes.length });
  const location = new URL(created.headers.get('location') ?? '', url).href;
  expect((await patchUpload(location, dropoff.token, 0, bytes.subarray(0, 4_000_001))).status).toBe(204);
  // A second body is on its way when the power fails.
  const controller = new AbortController();
  const dying = patchUpload(
    location,
    dropoff.token,
    4_000_001,
    endless(bytes.subarray(4_000_001), controller.signal),
  ).catch(() => undefined);
  await new Promise((resolve) => setTimeout(resolve, 300));
  await server.kill();
  controller.abort();
  await dying;
  await server.start();
  const offset = Number((await headUpload(location, dropoff.token)).headers.get('upload-offset'));
  expect(offset).toBeGreaterThanOrEqual(4_000_001);
  expect((await patchUpload(location, dropoff.token, offset, bytes.subarray(offset))).status).toBe(204);
  const receipt = await submit(url, dropoff);
  expect(receipt.files[0]?.sha256).toBe(sha256(bytes));
});

test('X3: nothing on disk, database included, holds a readable byte of an upload', async () => {
  const marker = 'MARKER-OF-A-VERY-PRIVATE-FILE-0123456789';
  const dropoff = await openDropoff(url, firstCustomer());
  await uploadWhole(url, dropoff.token, 'geheim.txt', new TextEncoder().encode(marker.repeat(5000)));
  await uploadWhole(url, dropoff.token, 'klein.txt', new TextEncoder().encode(marker));
  await submit(url, dropoff);
  const places: string[] = [];
  for (const entry of await readdir(server.dataDir, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const content = await readFile(path).catch(() => Buffer.alloc(0));
    if (content.includes(marker)) places.push(path);
  }
  expect(places).toEqual([]);
});

async function bytesOf(answer: Response): Promise<Uint8Array> {
  return new Uint8Array(await answer.arrayBuffer());
}

async function objectsOnDisk(dataDir: string): Promise<string[]> {
  const entries = await readdir(join(dataDir, 'objects'), { recursive: true, withFileTypes: true });
  return entries.filter((e) => e.isFile()).map((e) => join(e.parentPath, e.name));
}

/** Sends what it has slowly and then keeps the line open. */
function endless(bytes: Uint8Array<ArrayBuffer>, signal: AbortSignal): ReadableStream<Uint8Array> {
  let at = 0;
  return new ReadableStream({
    async pull(controller) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      if (signal.aborted) return controller.close();
      if (at < bytes.length - 1_000_000) controller.enqueue(bytes.subarray(at, (at += 100_000)));
    },
  });
}
