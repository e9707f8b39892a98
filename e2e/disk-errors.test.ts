import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { findProgram } from '../scripts/system-packages.mjs';
import {
  createUpload,
  type Dropoff,
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

const strace = findProgram('strace');
/** `npm run test:faults` tries each of the first calls of every kind; npm test the first and a later one. */
const places = process.env['FAULTS'] === 'long' ? [1, 2, 3, 4, 5, 6, 8, 10, 15, 20] : [1, 3];

async function mend(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) {
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    await ended;
  }
}

const statusOf = async (request: Promise<Response>): Promise<number> =>
  await request.then(
    ({ status }) => status,
    () => 0,
  );

/**
 * The kernel answers EIO where the running server asks it to make bytes durable or to write them. Nothing that was not
 * durable is confirmed; after a failed fsync the process stops, since a second one would say that all is well.
 */
describe.runIf(strace)('D3, V11: the disk fails under the running server', { timeout: 240_000 }, () => {
  let server: RunningServer;
  let demo: Demo;
  beforeAll(async () => {
    server = await startServer();
    demo = await server.demo();
  });
  afterAll(() => server[Symbol.asyncDispose]());

  /** Attaches to every thread; from then on each of these calls fails, counted from `when` on. */
  async function breakDisk(calls: string, when: number): Promise<ChildProcess> {
    const pid = (await readFile(join(server.dataDir, 'server.lock'), 'utf8')).split(' ')[0] ?? '';
    const args = [
      '-f',
      '-e',
      `trace=${calls}`,
      '-e',
      `inject=${calls}:error=EIO:when=${when}+`,
      '-o',
      '/dev/null',
      '-p',
      pid,
    ];
    const child = spawn(strace ?? '', args, { stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    child.stderr?.on('data', (data: Buffer) => (said += data.toString()));
    await expect.poll(() => said, { timeout: 20_000 }).toContain('attached');
    return child;
  }

  const isUp = async (): Promise<boolean> =>
    await fetch(`${server.url}/healthz`).then(
      ({ ok }) => ok,
      () => false,
    );
  /** A small file in one request, as programs send many. */
  async function tryWhole({ token }: Dropoff, name: string, bytes: Uint8Array<ArrayBuffer>): Promise<boolean> {
    return (await statusOf(createUpload(server.url, token, { name, size: bytes.length }, bytes))) === 201;
  }

  async function walk(calls: string, when: number): Promise<{ confirmed: number; exitCode: number | undefined }> {
    const dropoff = await openDropoff(server.url, demo.customers[0]?.number ?? '');
    const large = someBytes(2_000_000);
    const created = await createUpload(server.url, dropoff.token, { name: 'Kasse.fdb', size: large.length });
    const location = new URL(created.headers.get('location') ?? '', server.url).href;
    expect((await patchUpload(location, dropoff.token, 0, large.subarray(0, 1_000_000))).status).toBe(204);
    const before = someBytes(3_000);
    await uploadWhole(server.url, dropoff.token, 'vorher.pdf', before);

    const broken = await breakDisk(calls, when);
    const confirmed = new Map([['vorher.pdf', before]]);
    // Calls are counted for each thread by itself, so it takes some until one fails.
    for (let n = 0, failed = 0; n < 20 * when && failed < 3; n += 1) {
      const bytes = someBytes(5_000 + n);
      if (await tryWhole(dropoff, `klein-${n}.txt`, bytes)) confirmed.set(`klein-${n}.txt`, bytes);
      else failed += 1;
    }
    const answer = await statusOf(patchUpload(location, dropoff.token, 1_000_000, large.subarray(1_000_000)));
    const stopped = !(await isUp());
    await mend(broken);
    const exitCode = stopped ? await server.stop() : undefined;
    if (stopped) await server.start();
    // Exactly what was confirmed is there: the half of before, or the whole.
    const offset = Number((await headUpload(location, dropoff.token)).headers.get('upload-offset'));
    expect(offset).toBe(answer === 204 ? 2_000_000 : 1_000_000);
    if (offset < 2_000_000) await patchUpload(location, dropoff.token, offset, large.subarray(offset));
    const receipt = await submit(server.url, dropoff);
    const found = new Map(receipt.files.map((file) => [file.name, file.sha256]));
    expect(found.get('Kasse.fdb')).toBe(sha256(large));
    for (const [name, bytes] of confirmed) expect(found.get(name), name).toBe(sha256(bytes));
    const item = (await inbox(server.url, await signIn(server.url, demo.owner))).find(({ id }) => id === dropoff.id);
    expect(item?.files.map(({ sha256: hash }) => hash).toSorted()).toEqual([...found.values()].toSorted());
    return { confirmed: confirmed.size - 1 + (answer === 204 ? 1 : 0), exitCode };
  }

  test.each(places)(
    'EIO from fsync, from call %i on: nothing more is confirmed, the process stops and starts clean',
    async (when) => {
      const { confirmed, exitCode } = await walk('fsync,fdatasync', when);
      expect(exitCode).toBe(1);
      expect(when === 1 ? confirmed : 0).toBe(0);
    },
  );

  test.each(places)(
    'EIO from a write into a file, from call %i on: what was not written is not confirmed',
    async (when) => {
      await walk('pwrite64,pwritev,pwritev2', when);
      expect(await isUp()).toBe(true);
    },
  );

  test.each(places)('EIO from rename, from call %i on: no file gets its name, none is confirmed', async (when) => {
    await walk('rename,renameat,renameat2,link,linkat', when);
    expect(await isUp()).toBe(true);
  });
});
