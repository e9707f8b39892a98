import { type ChildProcess, spawn } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { findFreePort, repository } from './start-server.ts';

export type RunningProcess = AsyncDisposable & {
  url: string;
  pid: number;
  output(): string;
  /** Its exit code, when it has ended by itself. */
  exited: Promise<number | null>;
  /** SIGTERM, or another signal; resolves with the exit code when it has ended. */
  end(signal?: 'SIGTERM' | 'SIGKILL'): Promise<number | null>;
};

export type OtherUser = { name: string; uid: number; gid: number };

/** A user of this machine that is neither us nor the one PostgreSQL runs as; undefined where we may not become another. */
export async function findOtherUser(): Promise<OtherUser | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const lines = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'));
  const [name, , uid, gid] = lines.find(([user]) => ['games', 'www-data', 'mail'].includes(user ?? '')) ?? [];
  return name === undefined ? undefined : { name, uid: Number(uid), gid: Number(gid) };
}

/** A directory that others may pass through, for a house of several processes. */
export async function makeHouseDirectory(): Promise<AsyncDisposable & { dataDir: string; rootKeyFile: string }> {
  const parent = await mkdtemp(join(tmpdir(), 'schleuse-roles-'));
  await chmod(parent, 0o711);
  return {
    dataDir: join(parent, 'data'),
    rootKeyFile: join(parent, 'data.root-key'),
    [Symbol.asyncDispose]: () => rm(parent, { recursive: true, force: true }),
  };
}

/** Whether everybody may read what the server consists of; another user must, to run it. */
export async function isRepositoryReadable(): Promise<boolean> {
  for (let path = repository; path !== '/'; path = dirname(path)) {
    if (((await stat(path)).mode & 0o005) !== 0o005) return false;
  }
  return true;
}

/** One process of the house, ready to answer unless `ready` is false. */
export async function startProcess(
  args: string[],
  env: Record<string, string>,
  { user, ready = true }: { user?: OtherUser | undefined; ready?: boolean } = {},
): Promise<RunningProcess> {
  const port = await findFreePort();
  const child: ChildProcess = spawn(process.execPath, [join(repository, 'server/src/main.ts'), ...args], {
    env: { PATH: process.env['PATH'] ?? '', HOME: '/nonexistent', PORT: String(port), ...env },
    cwd: '/',
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(user && { uid: user.uid, gid: user.gid }),
  });
  const exited = new Promise<number | null>((resolve) => void child.once('exit', resolve));
  let output = '';
  const collect = (data: Buffer): void => void (output += data.toString());
  child.stdout?.on('data', collect);
  child.stderr?.on('data', collect);
  const url = `http://localhost:${port}`;
  const isReady = async (): Promise<boolean> =>
    !ready || ((await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => undefined))?.ok ?? false);
  for (let tries = 0; !(await isReady()); tries += 1) {
    if (child.exitCode !== null) throw new Error(`The process ended with ${child.exitCode}:\n${output}`);
    if (tries > 600) throw new Error(`The process was not ready within 30 s:\n${output}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const end = async (signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<number | null> => {
    if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
    child.kill(signal);
    return await exited;
  };
  return {
    url,
    pid: child.pid ?? 0,
    output: () => output,
    exited,
    end,
    [Symbol.asyncDispose]: async () => void (await end()),
  };
}
