import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export type UploadsProcess = { url: string; origin: string; token: string; child: ChildProcess };

/** A directory for servers that are killed and started again; whatever still runs in it ends with it. */
export async function createServerDirectory(): Promise<
  AsyncDisposable & { directory: string; start(env?: Record<string, string>): Promise<UploadsProcess> }
> {
  const directory = await mkdtemp(join(tmpdir(), 'schleuse-process-'));
  const children: ChildProcess[] = [];
  return {
    directory,
    async start(env = {}) {
      const child = spawn(process.execPath, [join(import.meta.dirname, 'serve-uploads.ts'), directory], {
        stdio: ['ignore', 'pipe', 'inherit'],
        env: { ...process.env, ...env, NODE_NO_WARNINGS: '1' },
      });
      children.push(child);
      for await (const line of createInterface({ input: child.stdout })) {
        const { port, token } = JSON.parse(line) as { port: number; token: string };
        const origin = `http://127.0.0.1:${port}`;
        return { url: `${origin}/api/uploads`, origin, token, child };
      }
      throw new Error('the server ended before it listened');
    },
    async [Symbol.asyncDispose]() {
      for (const child of children) await kill(child);
      const pid = await postmasterPid(directory).catch(() => undefined);
      if (pid) process.kill(pid, 'SIGKILL');
      await rm(directory, { recursive: true, force: true, maxRetries: 10 });
    },
  };
}

export async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGKILL');
  await once(child, 'exit');
}

export async function postmasterPid(directory: string): Promise<number> {
  const [pid = ''] = (await readFile(join(directory, 'data/postgres/postmaster.pid'), 'utf8')).split('\n');
  return Number(pid);
}
