import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';

import { solveChallenge } from '../cli/src/solve-challenge.ts';
import {
  createUpload,
  headUpload,
  inbox,
  openDropoff,
  patchUpload,
  postJson,
  sha256,
  signIn,
  someBytes,
  submit,
  uploadWhole,
} from './testing/api.ts';
import {
  findOtherUser,
  isRepositoryReadable,
  makeHouseDirectory,
  type RunningProcess,
  startProcess,
} from './testing/separate-processes.ts';
import type { Demo } from './testing/start-server.ts';

async function statusOf(address: string, init?: RequestInit): Promise<number> {
  return (await fetch(address, { redirect: 'manual', ...init })).status;
}

const user = await findOtherUser();
const runnable = user !== undefined && (await isRepositoryReadable());
if (!runnable) {
  console.error(
    'e2e/roles.test.ts: not run as root, or the repository is not readable by others: a process under another user cannot be tried here.',
  );
}

describe.runIf(runnable)('S6, X4: a house of several processes', () => {
  const stack = new AsyncDisposableStack();
  let env: Record<string, string>;
  let house: RunningProcess;
  let intake: RunningProcess;
  let demo: Demo;

  const startIntake = (): Promise<RunningProcess> => startProcess(['--roles=intake'], env, { user });
  const startHouse = (): Promise<RunningProcess> =>
    startProcess(['--demo', '--roles=app,worker,sftp'], { ...env, INTAKE_GROUP: String(user?.gid) });

  beforeAll(async () => {
    const directory = stack.use(await makeHouseDirectory());
    env = { DATA_DIR: directory.dataDir };
    house = await startHouse();
    intake = await startIntake();
    demo = JSON.parse(await readFile(join(directory.dataDir, 'demo.json'), 'utf8')) as Demo;
    // The firm is seconds old: its first key pairs are being made.
    const opens = (): Promise<boolean> => openDropoff(intake.url, firstCustomer()).then(Boolean, () => false);
    await vi.waitUntil(opens, { timeout: 10_000, interval: 100 });
  }, 120_000);
  afterAll(async () => {
    await intake?.end();
    await house?.end();
    await stack.disposeAsync();
  });
  const firstCustomer = (): string => demo.customers[0]?.number ?? '';

  test('intake takes a drop-off, over a restart of its own, and the staff open the same bytes', async () => {
    const dropoff = await openDropoff(intake.url, firstCustomer(), 'Über zwei Prozesse');
    const bytes = someBytes(9_000_000);
    const small = someBytes(1_234);
    const created = await createUpload(intake.url, dropoff.token, { name: 'gross.bin', size: bytes.length });
    const path = created.headers.get('location') ?? '';
    const first = await patchUpload(new URL(path, intake.url).href, dropoff.token, 0, bytes.subarray(0, 4_000_001));
    expect(first.status).toBe(204);
    await intake.end('SIGKILL');
    intake = await startIntake();
    const location = new URL(path, intake.url).href;
    const offset = Number((await headUpload(location, dropoff.token)).headers.get('upload-offset'));
    expect(offset).toBe(4_000_001);
    expect((await patchUpload(location, dropoff.token, offset, bytes.subarray(offset))).status).toBe(204);
    await uploadWhole(intake.url, dropoff.token, 'klein.txt', small);
    const receipt = await submit(intake.url, dropoff);
    expect(receipt.files.map((file) => file.sha256)).toEqual([sha256(bytes), sha256(small)]);
    expect(await submit(intake.url, dropoff)).toMatchObject({ signature: receipt.signature });

    const session = await signIn(house.url, demo.owner);
    const item = (await inbox(house.url, session)).find(({ id }) => id === dropoff.id);
    const file = item?.files.find(({ name }) => name === 'gross.bin');
    const answer = await fetch(`${house.url}/api/dropoffs/${dropoff.id}/files/${file?.id}`, { headers: session });
    expect(sha256(new Uint8Array(await answer.arrayBuffer()))).toBe(sha256(bytes));
    const pdf = await fetch(`${intake.url}/api/dropoffs/${dropoff.id}/receipt.pdf`, {
      headers: { authorization: `Bearer ${dropoff.token}` },
    });
    expect(pdf.status).toBe(200);

    const closed = await fetch(`${house.url}/api/dropoffs/${dropoff.id}/close`, { method: 'POST', headers: session });
    expect(closed.status).toBe(200);
  });

  test('a refused submission says why, as in one process', async () => {
    const dropoff = await openDropoff(intake.url, firstCustomer());
    await createUpload(intake.url, dropoff.token, { name: 'halb.bin', size: 10 });
    const answer = await postJson(
      `${intake.url}/api/dropoffs/${dropoff.id}/submit`,
      {},
      { authorization: `Bearer ${dropoff.token}` },
    );
    expect(answer.status).toBe(409);
    expect(await answer.json()).toMatchObject({ code: 'uploads_unfinished', uploads: [{ name: 'halb.bin' }] });
  });

  test('S5: a password given at intake is sealed there, and only the staff side shows it', async () => {
    const body = { kind: 'password', text: 'Korb-Esel-47', reference: '68b666ab' };
    const refused = await postJson(`${intake.url}/api/messages`, body);
    expect(refused.status).toBe(428);
    const altcha = await solveChallenge(((await refused.json()) as { challenge: unknown }).challenge);
    expect((await postJson(`${intake.url}/api/messages`, { ...body, altcha })).status).toBe(201);

    const session = await signIn(house.url, demo.owner);
    expect(await statusOf(`${intake.url}/api/messages`)).toBe(404);
    const list = await (await fetch(`${house.url}/api/messages`, { headers: session })).json();
    const { items } = list as { items: { id: string }[] };
    const opened = await postJson(`${house.url}/api/messages/${items[0]?.id}/open`, {}, session);
    expect(await opened.json()).toMatchObject({ text: 'Korb-Esel-47' });
  });

  test('without a worker the prepared keys come to an end: 503 with Retry-After, never a key from elsewhere', async () => {
    await house.end();
    house = await startProcess(['--roles=app'], { ...env, INTAKE_GROUP: String(user?.gid) });
    const address = `${intake.url}/api/dropoffs`;
    const open = (): Promise<Response> => postJson(address, { customerNumber: firstCustomer() });
    const answers = await Promise.all(Array.from({ length: 100 }, open));
    const refused = answers.filter(({ status }) => status === 503);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201, 503]));
    expect(answers.length - refused.length).toBeLessThanOrEqual(64);
    expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThan(0);

    const worker = await startProcess(['--roles=worker'], env);
    await expect.poll(async () => (await open()).status, { timeout: 10_000 }).toBe(201);
    const second = await startProcess(['--roles=worker'], env, { ready: false });
    expect(await second.exited).toBe(1);
    expect(second.output()).toContain('works on');
    await worker.end();
    await house.end();
    house = await startHouse();
  }, 60_000);

  test('either side may die while a drop-off is handed over: asking again gives one receipt', async () => {
    const dropoff = await openDropoff(intake.url, firstCustomer(), 'Stromausfall');
    await uploadWhole(intake.url, dropoff.token, 'a.bin', someBytes(2_000_000));
    // The worker is gone when it is asked for, and intake when it answers.
    await house.end('SIGKILL');
    const asking = submit(intake.url, dropoff).catch(() => undefined);
    house = await startHouse();
    await intake.end('SIGKILL');
    await asking;
    intake = await startIntake();
    const receipt = await submit(intake.url, dropoff);
    expect((await submit(intake.url, dropoff)).signature).toBe(receipt.signature);
    const session = await signIn(house.url, demo.owner);
    expect((await inbox(house.url, session)).find(({ id }) => id === dropoff.id)?.state).toBe('submitted');
  }, 60_000);

  test('staff routes do not exist at intake, and public ones not at the others', async () => {
    for (const path of ['/api/session', '/api/inbox', '/api/settings', '/api/setup', '/eingang', '/anmelden']) {
      expect(await statusOf(`${intake.url}${path}`), path).toBe(404);
    }
    expect(await statusOf(`${intake.url}/api/session`, { method: 'POST' })).toBe(404);
    for (const path of ['/einsenden', '/api/firm', '/api/challenge', '/pruefen']) {
      expect(await statusOf(`${intake.url}${path}`), path).toBe(200);
    }
    expect(await statusOf(`${house.url}/api/dropoffs`, { method: 'POST' })).toBe(404);
    expect(await statusOf(`${house.url}/einsenden`)).toBe(404);
    expect(await statusOf(`${house.url}/eingang`)).toBe(200);
  });

  test('intake refuses to start where it could read the root key', async () => {
    const process = await startProcess(['--roles=intake'], env, { ready: false });
    expect(await process.exited).toBe(1);
    expect(process.output()).toContain('must not be able to read');
  });
});
