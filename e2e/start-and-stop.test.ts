import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { findFreePort, repository } from './testing/start-server.ts';

/** As `npm run demo` does it: a starter that installs and builds if need be, and the server as its child. */
describe('the server and the process that started it', { timeout: 60_000 }, () => {
  let parent: string;
  let port: number;
  let starter: ChildProcess;

  beforeEach(async () => {
    parent = await mkdtemp(join(tmpdir(), 'schleuse-start-'));
    port = await findFreePort();
    starter = spawn(process.execPath, [join(repository, 'scripts/start.mjs'), '--demo'], {
      env: { PATH: process.env['PATH'] ?? '', DATA_DIR: join(parent, 'data'), PORT: String(port) },
      stdio: 'ignore',
    });
    while (!(await isReady())) await new Promise((resolve) => setTimeout(resolve, 100));
  });
  afterEach(async () => {
    starter.kill('SIGKILL');
    await rm(parent, { recursive: true, force: true });
  });

  async function isReady(): Promise<boolean> {
    const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => undefined);
    return answer?.ok ?? false;
  }

  /** The server's process, as the lock on the data directory names it. */
  async function serverPid(): Promise<number> {
    return Number.parseInt(await readFile(join(parent, 'data/server.lock'), 'utf8'), 10);
  }

  test('end together on SIGTERM, with nothing left running', async () => {
    const pid = await serverPid();
    const ended = once(starter, 'exit');
    starter.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
    expect(isAlive(pid)).toBe(false);
    await expect(readFile(join(parent, 'data/postgres/postmaster.pid'))).rejects.toThrow('ENOENT');
  });

  test('end together even when the starter is killed', async () => {
    const pid = await serverPid();
    starter.kill('SIGKILL');
    await expect.poll(() => isAlive(pid), { timeout: 20_000 }).toBe(false);
    await expect(readFile(join(parent, 'data/postgres/postmaster.pid'))).rejects.toThrow('ENOENT');
  });
});

test('a data directory that cannot be made ends both at once, in one line', { timeout: 30_000 }, async () => {
  const starter = spawn(process.execPath, [join(repository, 'scripts/start.mjs')], {
    env: { PATH: process.env['PATH'] ?? '', DATA_DIR: '/dev/null/data', ROOT_KEY_FILE: join(tmpdir(), 'no-root-key') },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  starter.stderr.on('data', (data: Buffer) => (said += data.toString()));
  expect(await once(starter, 'close')).toEqual([1, null]);
  expect(said).toMatch(/^Schleuse: ENOTDIR.*\n$/);
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
