import { utimes, writeFile } from 'node:fs/promises';

import { openNodeFile } from '@schleuse/client/node-file';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { openDropoff } from './testing/api.ts';
import { layLine } from './testing/cuttable-line.ts';
import { layForgetfulLine } from './testing/forgetful-line.ts';
import { type LocalFolder, makeFolder } from './testing/local-files.ts';
import { createMemoryStore, openQueue, reached } from './testing/queue.ts';
import { openSizeLimitedProxy } from './testing/size-limited-proxy.ts';
import { type RunningServer, startServer } from './testing/start-server.ts';
import { hashOf } from './testing/hash-of.ts';

const mega = 1_000_000;
let server: RunningServer;
let folder: LocalFolder;
let customer: string;

beforeAll(async () => {
  server = await startServer();
  folder = await makeFolder();
  customer = (await server.demo()).customers[0]?.number ?? '';
});
afterAll(async () => {
  await folder[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
});

const begin = () => openDropoff(server.url, customer);

describe('D3: the upload queue over a line that breaks', () => {
  test('is offline while the line is cut, goes on by itself, and sends no byte that has arrived twice', async () => {
    await using line = await layLine(new URL(server.url));
    const path = await folder.make('gross.gdb', 24 * mega);
    using queue = openQueue(line.url, await begin());
    queue.add([await openNodeFile(path, 'gross.gdb', '')]);
    line.limitTo(16 * mega);
    queue.start();
    await reached(queue, ({ sentBytes }) => sentBytes > 10 * mega);
    line.cut();
    const offline = await reached(queue, ({ state }) => state === 'offline');
    expect(offline.problem?.code).toBe('unreachable');
    expect(offline.retryAt).toBeGreaterThan(Date.now() - 1000);
    line.mend();
    const done = await queue.settled();
    expect(done).toMatchObject({ state: 'done', sentBytes: 24 * mega, doneFiles: 1 });
    expect(done.items[0]?.resumedFrom).toBeGreaterThan(mega);
    // What was under way in buffers when it broke may go twice, not what the server had.
    expect(line.bytesUp()).toBeLessThan(24 * mega + 9 * mega);
  });

  test('a server killed in mid-upload is waited for; the receipt has the hash of the file', async () => {
    const path = await folder.make('kasse.gdb', 60 * mega);
    const access = await begin();
    await using line = await layLine(new URL(server.url));
    line.limitTo(40 * mega);
    using queue = openQueue(line.url, access);
    queue.add([await openNodeFile(path, 'kasse.gdb', '')]);
    queue.start();
    await reached(queue, ({ sentBytes }) => sentBytes > 20 * mega);
    await server.kill();
    await reached(queue, ({ state }) => state === 'offline');
    await server.start();
    expect((await queue.settled()).state).toBe('done');
    const receipt = await queue.api.submit(access, 1);
    expect(receipt.files).toEqual([{ name: 'kasse.gdb', size: 60 * mega, sha256: await hashOf(path) }]);
  });

  test('pause stops at once; start goes on from the exact byte', async () => {
    await using line = await layLine(new URL(server.url));
    line.limitTo(16 * mega);
    const path = await folder.make('pause.bin', 24 * mega);
    const access = await begin();
    using queue = openQueue(line.url, access);
    queue.add([await openNodeFile(path, 'pause.bin', '')]);
    queue.start();
    await reached(queue, ({ sentBytes }) => sentBytes > 12 * mega);
    queue.pause();
    expect(queue.snapshot().state).toBe('paused');
    await reached(queue, ({ items }) => items[0]?.state === 'waiting');
    await expect
      .poll(async () => (await queue.api.dropoff(access)).uploads[0]?.received, { timeout: 10_000 })
      .toBeGreaterThan(0);
    queue.start();
    expect((await queue.settled()).state).toBe('done');
    const receipt = await queue.api.submit(access);
    expect(receipt.files[0]?.sha256).toBe(await hashOf(path));
  });

  test('an answer that got lost makes no second upload', async () => {
    await using line = await layForgetfulLine(new URL(server.url), 'POST /api/uploads');
    const access = await begin();
    using queue = openQueue(line.url, access);
    for (const [name, size] of [
      ['klein.txt', 1000],
      ['mittel.bin', 2 * mega],
    ] as const) {
      queue.add([await openNodeFile(await folder.make(name, size), name, '')]);
    }
    queue.start();
    expect((await queue.settled()).state).toBe('done');
    expect(line.forgotten()).toBeGreaterThan(0);
    const { uploads } = await queue.api.dropoff(access);
    expect(uploads.map(({ name, state }) => `${name} ${state}`).sort()).toEqual([
      'klein.txt complete',
      'mittel.bin complete',
    ]);
  });

  test.each([
    ['says so', true],
    ['hangs up', false],
  ])('a proxy that takes no large bodies and %s is served in smaller ones', async (_, patient) => {
    await using proxy = await openSizeLimitedProxy(new URL(server.url), mega, patient);
    const path = await folder.make('proxy.bin', 3 * mega);
    const access = await begin();
    using queue = openQueue(proxy.url, access, { chunkBytes: 16 * mega });
    queue.add([await openNodeFile(path, 'proxy.bin', '')]);
    queue.start();
    expect((await queue.settled()).state).toBe('done');
    expect(proxy.refused()).toBeGreaterThan(0);
    expect((await queue.api.submit(access)).files[0]?.sha256).toBe(await hashOf(path));
  });
});

describe('D3: the upload queue after a restart', () => {
  test('takes up what was begun: a file half there, one whole, one new', async () => {
    await using line = await layLine(new URL(server.url));
    const store = createMemoryStore();
    const access = await begin();
    const paths = [await folder.make('eins.bin', 200_000), await folder.make('zwei.bin', 30 * mega)];
    const files = await Promise.all(paths.map((path) => openNodeFile(path, path.split('/').at(-1) ?? '', '')));
    {
      using queue = openQueue(line.url, access, { store });
      line.limitTo(20 * mega);
      queue.add(files);
      queue.start();
      await reached(queue, ({ sentBytes, doneFiles }) => sentBytes > 15 * mega && doneFiles === 1);
    }
    line.limitTo(Infinity);
    const before = line.bytesUp();
    using queue = openQueue(line.url, access, { store });
    queue.add([...files, await openNodeFile(await folder.make('drei.bin', 1000), 'drei.bin', 'Ordner/drei.bin')]);
    queue.start();
    const done = await queue.settled();
    expect(done).toMatchObject({ state: 'done', doneFiles: 3 });
    expect(done.items[0]).toMatchObject({ resumedFrom: 200_000, state: 'done' });
    expect(done.items[1]?.resumedFrom).toBeGreaterThan(5 * mega);
    expect(line.bytesUp() - before).toBeLessThan(26 * mega);
    const receipt = await queue.api.submit(access, 3);
    expect(receipt.files.map(({ name }) => name).sort()).toEqual(['Ordner/drei.bin', 'eins.bin', 'zwei.bin']);
  });

  test('a file that changed in between is begun anew, and its old half is taken off', async () => {
    await using line = await layLine(new URL(server.url));
    const store = createMemoryStore();
    const access = await begin();
    const path = await folder.make('wechselt.bin', 12 * mega);
    {
      using queue = openQueue(line.url, access, { store });
      line.limitTo(10 * mega);
      queue.add([await openNodeFile(path, 'wechselt.bin', '')]);
      queue.start();
      await reached(queue, ({ sentBytes }) => sentBytes > 4 * mega);
    }
    line.limitTo(Infinity);
    await folder.make('wechselt.bin', 12 * mega);
    await utimes(path, new Date(), new Date(Date.now() + 5000));
    using queue = openQueue(line.url, access, { store });
    queue.add([await openNodeFile(path, 'wechselt.bin', '')]);
    queue.start();
    expect((await queue.settled()).state).toBe('done');
    const receipt = await queue.api.submit(access, 1);
    expect(receipt.files).toEqual([{ name: 'wechselt.bin', size: 12 * mega, sha256: await hashOf(path) }]);
  });

  test('what was begun and is not wanted any more does not stand in the way of submitting', async () => {
    const store = createMemoryStore();
    const access = await begin();
    {
      await using line = await layLine(new URL(server.url));
      line.limitTo(5 * mega);
      using queue = openQueue(line.url, access, { store });
      queue.add([await openNodeFile(await folder.make('weg.bin', 9 * mega), 'weg.bin', '')]);
      queue.start();
      await reached(queue, ({ sentBytes }) => sentBytes > 2 * mega);
    }
    using queue = openQueue(server.url, access, { store });
    queue.add([await openNodeFile(await folder.make('doch.bin', 10), 'doch.bin', '')]);
    queue.start();
    expect((await queue.settled()).state).toBe('done');
    expect((await queue.api.submit(access, 1)).files.map(({ name }) => name)).toEqual(['doch.bin']);
  });
});

describe('D2, D12: files in the queue', () => {
  test('hundreds of small ones, empty ones and folders all arrive, with their paths', async () => {
    const access = await begin();
    using queue = openQueue(server.url, access);
    const path = await folder.make('vorlage.bin', 700);
    const files = await Promise.all(
      Array.from({ length: 300 }, (_, index) =>
        openNodeFile(path, `f${index}.bin`, `Ordner/${index % 7}/f${index}.bin`),
      ),
    );
    const empty = await openNodeFile(await folder.make('leer', 0), 'leer', '');
    queue.add([...files, empty]);
    queue.start();
    expect(await queue.settled()).toMatchObject({ state: 'done', doneFiles: 301 });
    const receipt = await queue.api.submit(access, 301);
    expect(receipt.files.map(({ name }) => name)).toContain('Ordner/6/f6.bin');
  });

  test('one that is taken out while it is being sent leaves the server too; the same one twice is one', async () => {
    await using line = await layLine(new URL(server.url));
    line.limitTo(5 * mega);
    const access = await begin();
    using queue = openQueue(line.url, access);
    const bad = await openNodeFile(await folder.make('falsch.bin', 8 * mega), 'falsch.bin', '');
    const good = await openNodeFile(await folder.make('richtig.bin', 1000), 'richtig.bin', '');
    const [first] = queue.add([bad, good, bad]);
    expect(queue.snapshot().items).toHaveLength(2);
    queue.start();
    await reached(queue, ({ items }) => (items[0]?.sent ?? 0) > mega);
    await queue.remove(first?.id ?? '');
    expect((await queue.settled()).items).toHaveLength(1);
    expect((await queue.api.dropoff(access)).uploads.map(({ name }) => name)).toEqual(['richtig.bin']);
  });

  test('one that changes while it is being sent is refused, not delivered half old and half new', async () => {
    await using line = await layLine(new URL(server.url));
    line.limitTo(5 * mega);
    const path = await folder.make('waechst.bin', 8 * mega);
    using queue = openQueue(line.url, await begin());
    queue.add([await openNodeFile(path, 'waechst.bin', '')]);
    queue.start();
    await reached(queue, ({ sentBytes }) => sentBytes > mega);
    await writeFile(path, Buffer.alloc(3 * mega));
    const stuck = await queue.settled();
    expect(stuck.state).toBe('stuck');
    expect(stuck.items[0]).toMatchObject({ state: 'refused', problem: { code: 'file_changed' } });
  });

  test('one the server refuses does not hold up the others, and says why', async () => {
    const access = await begin();
    using queue = openQueue(server.url, access);
    const path = await folder.make('gut.bin', 10);
    queue.add([await openNodeFile(path, 'schlecht\u202e.bin', ''), await openNodeFile(path, 'gut.bin', '')]);
    queue.start();
    const stuck = await queue.settled();
    expect(stuck).toMatchObject({ state: 'stuck', doneFiles: 1 });
    expect(stuck.items[0]?.problem?.code).toBe('name_invalid');
    await queue.remove(stuck.items[0]?.id ?? '');
    expect(queue.snapshot().state).toBe('done');
  });

  test('a drop-off that is over ends the queue and says so', async () => {
    const access = await begin();
    const path = await folder.make('spaet.bin', 10);
    using first = openQueue(server.url, access);
    first.add([await openNodeFile(path, 'spaet.bin', '')]);
    first.start();
    await first.settled();
    await first.api.submit(access);
    using late = openQueue(server.url, access);
    late.add([await openNodeFile(path, 'zu-spaet.bin', '')]);
    late.start();
    expect(await late.settled()).toMatchObject({ state: 'ended', problem: { code: 'dropoff_submitted' } });
    using foreign = openQueue(server.url, { id: access.id, token: 'x'.repeat(43) });
    foreign.add([await openNodeFile(path, 'fremd.bin', '')]);
    foreign.start();
    expect(await foreign.settled()).toMatchObject({ state: 'ended', problem: { code: 'token_invalid' } });
  });
});
