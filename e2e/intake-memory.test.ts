import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';

import { createUpload, openDropoff, patchUpload, submit } from './testing/api.ts';
import { openKeysOf } from './testing/open-keys.ts';
import { searchMemory } from './testing/process-memory.ts';
import {
  findOtherUser,
  isRepositoryReadable,
  makeHouseDirectory,
  type RunningProcess,
  startProcess,
} from './testing/separate-processes.ts';
import type { Demo } from './testing/start-server.ts';

const run = promisify(execFile);
const user = await findOtherUser();
const runnable = user !== undefined && (await isRepositoryReadable()) && process.platform === 'linux';
if (!runnable) {
  console.error('e2e/intake-memory.test.ts: not root on Linux: the memory of another process cannot be searched here.');
}

/** A file in which the same secret stands every 997 bytes. */
function fileOf(secret: Uint8Array, size: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(size);
  for (let at = 0; at + secret.length <= size; at += 997) bytes.set(secret, at);
  return bytes;
}

describe.runIf(runnable)('X4: an intake process that is taken over', () => {
  const stack = new AsyncDisposableStack();
  let place: { dataDir: string; rootKeyFile: string };
  let house: RunningProcess;
  let intake: RunningProcess;
  let customer = '';

  beforeAll(async () => {
    place = stack.use(await makeHouseDirectory());
    const env = { DATA_DIR: place.dataDir };
    house = await startProcess(['--demo', '--roles=app,worker'], { ...env, INTAKE_GROUP: String(user?.gid) });
    intake = await startProcess(['--roles=intake'], env, { user });
    const demo = JSON.parse(await readFile(join(place.dataDir, 'demo.json'), 'utf8')) as Demo;
    customer = demo.customers[0]?.number ?? '';
    const opens = (): Promise<boolean> => openDropoff(intake.url, customer).then(Boolean, () => false);
    await vi.waitUntil(opens, { timeout: 10_000, interval: 100 });
  }, 120_000);
  afterAll(async () => {
    await intake?.end();
    await house?.end();
    await stack.disposeAsync();
  });

  test(
    'its memory holds no key that opens, and after a drop-off nothing of the files either',
    { timeout: 180_000 },
    async () => {
      const secret = new Uint8Array(randomBytes(48));
      const dropoff = await openDropoff(intake.url, customer);
      const big = fileOf(secret, 6_000_000);
      const created = await createUpload(intake.url, dropoff.token, { name: 'gross.bin', size: big.length });
      const location = new URL(created.headers.get('location') ?? '', intake.url).href;
      expect((await patchUpload(location, dropoff.token, 0, big.subarray(0, 1_000_000))).status).toBe(204);

      // The control: a body that is under way is in memory, and so is the key it is sealed with.
      const sending = new AbortController();
      const body = slowly(big.subarray(1_000_000, 2_000_000), sending.signal);
      const hanging = patchUpload(location, dropoff.token, 1_000_000, body).catch(() => undefined);
      await vi.waitUntil(() => (searchMemory(intake.pid, { secret })['secret'] ?? 0) > 0, { timeout: 10_000 });
      const during = searchMemory(intake.pid, await openKeysOf(place, dropoff.id));
      expect(during).toMatchObject({ rootKey: 0, firmKey: 0, containerKey: 0 });
      expect(during['intakeKey0']).toBeGreaterThan(0);
      sending.abort();
      await hanging;

      const head = await fetch(location, {
        method: 'HEAD',
        headers: { authorization: `Bearer ${dropoff.token}`, 'tus-resumable': '1.0.0' },
      });
      const offset = Number(head.headers.get('upload-offset'));
      expect((await patchUpload(location, dropoff.token, offset, big.subarray(offset))).status).toBe(204);
      for (const size of [100, 5_000, 100_000, 250_000]) {
        const small = await createUpload(
          intake.url,
          dropoff.token,
          { name: `${size}.bin`, size },
          fileOf(secret, size),
        );
        expect(small.status).toBe(201);
      }
      await submit(intake.url, dropoff);

      const needles = { secret, ...(await openKeysOf(place, dropoff.id)) };
      const nothing = Object.fromEntries(Object.keys(needles).map((name) => [name, 0]));
      await expect.poll(() => searchMemory(intake.pid, needles), { timeout: 15_000, interval: 500 }).toEqual(nothing);
      // The control: where the keys are at home, the search finds them.
      expect(searchMemory(house.pid, needles)['rootKey']).toBeGreaterThan(0);
    },
  );

  test('its user reads neither key ring nor root key nor the database’s files, and what it reads opens nothing', async () => {
    const dropoff = await openDropoff(intake.url, customer);
    const secret = new Uint8Array(randomBytes(48));
    await createUpload(intake.url, dropoff.token, { name: 'a.bin', size: 5_000 }, fileOf(secret, 5_000));
    await submit(intake.url, dropoff);
    const keys = Object.values(await openKeysOf(place, dropoff.id));
    const files = await readableFiles(place.dataDir);
    expect(files.filter((path) => /root-key|keyring|\/postgres\//.test(path))).toEqual([]);
    // The control: root could.
    expect(await readableFiles(place.dataDir, 0)).toContain(place.rootKeyFile);
    expect(files.some((path) => path.includes('/objects/'))).toBe(true);
    for (const path of files) {
      const bytes = await readFile(path);
      for (const needle of [secret, ...keys]) {
        expect(bytes.includes(Buffer.from(needle)), path).toBe(false);
        expect(bytes.includes(Buffer.from(needle).toString('base64')), path).toBe(false);
        expect(bytes.includes(Buffer.from(needle).toString('hex')), path).toBe(false);
      }
    }
  });
});

/** Every file of the house that a user may read, by whatever path. */
async function readableFiles(dataDir: string, uid = user?.uid ?? -1): Promise<string[]> {
  const { stdout: all } = await run('find', [dirname(dataDir), '-type', 'f'], { maxBuffer: 2 ** 26 });
  const script = 'while IFS= read -r file; do [ -r "$file" ] && printf "%s\\n" "$file"; done; true';
  const asking = run('sh', ['-c', script], { uid, gid: uid === 0 ? 0 : user?.gid, maxBuffer: 2 ** 26 });
  asking.child.stdin?.end(all);
  return (await asking).stdout.trim().split('\n');
}

/** The bytes, and then nothing more until the signal. */
function slowly(bytes: Uint8Array<ArrayBuffer>, signal: AbortSignal): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      controller.enqueue(bytes);
      signal.addEventListener('abort', () => controller.error(new Error('cut')));
    },
  });
}
