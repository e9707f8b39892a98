import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const repository = fileURLToPath(new URL('../../', import.meta.url));

export type Demo = {
  url: string;
  owner: { email: string; password: string };
  customers: { number: string; name: string }[];
  dataDir: string;
  /** Only with SFTP_PORT. */
  sftp?: { host: string; port: number; user: string; keyFile: string; hostKey: string };
};

export type RunningServer = AsyncDisposable & {
  url: string;
  dataDir: string;
  /** What it printed so far. */
  output(): string;
  /** Ends the process with SIGKILL, as a power cut would; its database may live on. */
  kill(): Promise<void>;
  /** Ends it as an operator would and waits. */
  stop(): Promise<number>;
  /** Starts it again on the same data and port. */
  start(): Promise<void>;
  demo(): Promise<Demo>;
};

/** A real server in a process and data directory of its own; only its output, its files and its doors are known here. */
export async function startServer(
  options: { args?: string[]; env?: Record<string, string>; dataDir?: string } = {},
): Promise<RunningServer> {
  const parent = options.dataDir ? undefined : await mkdtemp(join(tmpdir(), 'schleuse-e2e-'));
  const dataDir = options.dataDir ?? join(parent ?? '', 'data');
  const port = Number(options.env?.['PORT'] ?? (await findFreePort()));
  let child: ChildProcess | undefined;
  let output = '';

  async function start(): Promise<void> {
    const begun = output.length;
    child = spawn(process.execPath, [join(repository, 'server/src/main.ts'), ...(options.args ?? ['--demo'])], {
      env: {
        PATH: process.env['PATH'] ?? '',
        HOME: process.env['HOME'] ?? '',
        PORT: String(port),
        DATA_DIR: dataDir,
        ...options.env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const collect = (data: Buffer): void => void (output += data.toString());
    child.stdout?.on('data', collect);
    child.stderr?.on('data', collect);
    for (let tries = 0; tries < 600; tries += 1) {
      if (child.exitCode !== null) throw new Error(`The server ended with ${child.exitCode}:\n${output.slice(begun)}`);
      const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => undefined);
      if (answer?.ok) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`The server was not ready within 30 s:\n${output.slice(begun)}`);
  }

  async function end(signal: 'SIGKILL' | 'SIGTERM'): Promise<number> {
    if (!child || child.exitCode !== null || child.signalCode !== null) return child?.exitCode ?? 0;
    const ended = once(child, 'exit');
    child.kill(signal);
    const [code] = (await ended) as [number | null];
    return code ?? -1;
  }

  await start();
  return {
    url: `http://localhost:${port}`,
    dataDir,
    output: () => output,
    kill: async () => void (await end('SIGKILL')),
    stop: () => end('SIGTERM'),
    start,
    demo: async () => JSON.parse(await readFile(join(dataDir, 'demo.json'), 'utf8')) as Demo,
    async [Symbol.asyncDispose]() {
      await end('SIGTERM');
      if (parent) await rm(parent, { recursive: true, force: true });
    },
  };
}

export async function findFreePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
