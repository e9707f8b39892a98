import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';

/** A port nobody listens on at the moment. */
export async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** Starts a server with its output in a file, and waits until its port answers. */
export async function startServer(
  command: string,
  args: string[],
  options: { port: number; logFile: string; env?: Record<string, string>; cwd?: string },
): Promise<ChildProcess & { pid: number }> {
  const log = openSync(options.logFile, 'a');
  const child = spawn(command, args, {
    stdio: ['ignore', log, log],
    env: { ...process.env, ...options.env },
    cwd: options.cwd,
  });
  closeSync(log);
  await once(child, 'spawn');
  const deadline = Date.now() + 60_000;
  while (!(await answers(options.port))) {
    if (child.exitCode !== null || child.signalCode !== null || Date.now() > deadline) {
      child.kill();
      throw new Error(`${command} did not start:\n${readFileSync(options.logFile, 'utf8').slice(-2000)}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return child as ChildProcess & { pid: number };
}

/** Tells the process to end, and waits for it. */
export async function stopServer(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), 30_000);
  await once(child, 'exit');
  clearTimeout(timer);
}

/** Whether the program is there; where it is not and we may, it is installed from the distribution. */
export function ensureProgram(program: string, packageName: string): boolean {
  const found = (): boolean => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;
  if (found()) return true;
  if (process.getuid?.() !== 0 || spawnSync('apt-get', ['--version']).status !== 0) return false;
  console.log(`Installing ${packageName} …`);
  spawnSync('apt-get', ['install', '-y', '--no-install-recommends', packageName], { stdio: 'ignore' });
  return found();
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const end = (result: boolean) => (): void => {
      socket.destroy();
      resolve(result);
    };
    socket.on('connect', end(true));
    socket.on('error', end(false));
  });
}
