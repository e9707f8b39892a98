import { execFile } from 'node:child_process';
import { readFile, readlink, realpath, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

import { StartRefused } from './database-errors.ts';

/**
 * Stops the PostgreSQL that a killed server left behind, and removes a pid file that nobody stands behind. A fresh
 * start follows in any case, so that it always is our child, with today's programs and settings.
 * @throws StartRefused when it does not end, or somebody we cannot see answers on its socket.
 */
export async function stopLeftoverPostmaster(cluster: string): Promise<void> {
  const pidFile = join(cluster, 'postmaster.pid');
  const lines = (await readFile(pidFile, 'utf8').catch(() => '')).split('\n');
  const pid = Number.parseInt(lines[0] ?? '', 10);
  if (Number.isSafeInteger(pid) && pid > 0 && (await isPostmasterOf(pid, cluster))) return await stopPostmaster(pid);
  // Another container on the same volume has processes of its own numbering.
  const socket = `${lines[4]}/.s.PGSQL.${lines[3]}`;
  if (lines[4] && (await answers(socket))) {
    throw new StartRefused(`another PostgreSQL, perhaps in another container, is running on ${cluster}`);
  }
  await rm(pidFile, { force: true });
}

/** Asks a postmaster to end its connections and stop; after a minute without waiting for them. */
export async function stopPostmaster(pid: number): Promise<void> {
  // SIGINT: "fast", SIGQUIT: "immediate", recovered from the log at the next start. Never SIGKILL.
  for (const [signal, seconds] of [
    ['SIGINT', 60],
    ['SIGQUIT', 15],
  ] as const) {
    signalProcess(pid, signal);
    for (let waited = 0; waited < seconds * 1_000; waited += 20) {
      if (!isAlive(pid)) return;
      await sleep(20);
    }
  }
  throw new StartRefused(`PostgreSQL (process ${pid}) does not stop`);
}

function signalProcess(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Pids are used again: only a process that works in this very cluster is a postmaster of it. */
async function isPostmasterOf(pid: number, cluster: string): Promise<boolean> {
  if (process.platform === 'linux') {
    const directory = await readlink(`/proc/${pid}/cwd`).catch(() => undefined);
    return directory !== undefined && directory === (await realpath(cluster));
  }
  const command = await promisify(execFile)('ps', ['-p', String(pid), '-o', 'command=']).catch(() => undefined);
  return command?.stdout.includes(cluster) ?? false;
}

async function answers(socket: string): Promise<boolean> {
  return await new Promise((resolve) => {
    const connection = connect(socket);
    connection.on('connect', () => resolve(true)).on('error', () => resolve(false));
    connection.on('connect', () => connection.destroy());
  });
}
