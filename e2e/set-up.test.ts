import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { postJson, signIn } from './testing/api.ts';
import { repository, startServer } from './testing/start-server.ts';

const firm = { firmName: 'Musterhaus Software GmbH', ownerName: 'Leitung', email: 'leitung@musterhaus.example' };
const password = 'Sieben Schleusen am Kanal';

test('an empty data directory prints a one-time link; after set-up its route does not exist', async () => {
  await using server = await startServer({ args: [] });
  const token = /\/einrichten#([\w-]{20,})/.exec(server.output())?.[1];
  expect(token).toBeDefined();
  expect((await fetch(`${server.url}/api/setup`)).status).toBe(204);
  expect((await fetch(`${server.url}/api/firm`)).status).toBe(404);
  expect(
    (await postJson(`${server.url}/api/setup`, { token: 'wrong-token-wrong-token', ...firm, password })).status,
  ).toBeGreaterThanOrEqual(400);

  const made = await postJson(`${server.url}/api/setup`, { token, ...firm, password });
  expect(made.status).toBe(201);
  expect(await made.json()).toMatchObject({ recoverySheet: { rootKeyFile: expect.stringContaining('root-key') } });
  expect((await fetch(`${server.url}/api/setup`)).status).toBe(404);
  expect((await postJson(`${server.url}/api/setup`, { token, ...firm, password })).status).toBe(404);
  await signIn(server.url, { email: firm.email, password });

  expect(await server.stop()).toBe(0);
  await server.start();
  expect(server.output().match(/einrichten#/g)).toHaveLength(1);
  await signIn(server.url, { email: firm.email, password });
});

test('the demo has a password of its own, and a second start changes nothing', async () => {
  await using server = await startServer();
  const first = await server.demo();
  expect(first.customers).toHaveLength(5);
  expect(first.owner.password.length).toBeGreaterThanOrEqual(20);
  expect((await stat(join(server.dataDir, 'demo.json'))).mode & 0o077).toBe(0);
  await server.kill();
  await server.start();
  expect(await server.demo()).toEqual(first);
  await signIn(server.url, first.owner);
});

test('the root key lies outside the data; missing or open to others, the server refuses in one line', async () => {
  await using server = await startServer();
  const keyFile = `${server.dataDir}.root-key`;
  expect((await stat(keyFile)).mode & 0o077).toBe(0);
  await server.stop();
  const key = await readFile(keyFile, 'utf8');
  // The key stands in the last line; its check digits notice one wrong sign.
  const mistyped = key.trimEnd().replace(/.$/, (c) => (c === 'A' ? 'B' : 'A'));
  for (const content of [undefined, '', mistyped]) {
    const elsewhere = `${server.dataDir}.other-key`;
    if (content !== undefined) await writeFile(elsewhere, content, { mode: 0o600 });
    const refused = await runServer({ DATA_DIR: server.dataDir, ROOT_KEY_FILE: elsewhere });
    expect(refused.code).toBe(1);
    expect(refused.said.trim().split('\n')).toHaveLength(1);
    expect(refused.said).toMatch(/root key/i);
  }
});

test('a bad setting is refused at start in one clear line', async () => {
  const refused = await runServer({ PORT: 'eighty' });
  expect(refused).toEqual({ code: 1, said: 'Schleuse: PORT must be a number from 1 to 65535, not "eighty".\n' });
});

async function runServer(env: Record<string, string>): Promise<{ code: number | null; said: string }> {
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', join(repository, 'server/src/main.ts')],
    {
      env: { PATH: process.env['PATH'] ?? '', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let said = '';
  child.stdout.on('data', (data: Buffer) => (said += data.toString()));
  child.stderr.on('data', (data: Buffer) => (said += data.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, said };
}
