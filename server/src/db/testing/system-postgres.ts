import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { chown, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { choosePostgresUser } from '../postgres-user.ts';

const debianRoot = '/usr/lib/postgresql';

/** Major versions 15 to 18 that Debian's packages have put on this machine; none is fine. */
export function installedVersions(): string[] {
  if (!existsSync(debianRoot)) return [];
  return readdirSync(debianRoot).filter((v) => Number(v) >= 15 && Number(v) <= 18 && existsSync(programs(v, 'initdb')));
}

/** A cluster of one of Debian's versions, as an administrator may have one: reached over a socket, user postgres. */
export async function startSystemPostgres(version: string): Promise<AsyncDisposable & { host: string }> {
  const host = await mkdtemp(join(tmpdir(), 'schleuse-pg-'));
  const user = await choosePostgresUser(undefined);
  if (user) await chown(host, user.uid, user.gid);
  const cluster = join(host, 'cluster');
  const init = ['-D', cluster, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'];
  execFileSync(programs(version, 'initdb'), init, { ...user, cwd: '/', stdio: 'ignore' });
  const args = ['-D', cluster, '-k', host, '-c', 'listen_addresses=', '-c', 'fsync=off'];
  const child = spawn(programs(version, 'postgres'), args, { ...user, cwd: '/', stdio: 'ignore' });
  while (!(await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => '')).includes('ready')) await sleep(20);
  return {
    host,
    async [Symbol.asyncDispose]() {
      await stop(child);
      await rm(host, { recursive: true, force: true });
    },
  };
}

function programs(version: string, name: string): string {
  return join(debianRoot, version, 'bin', name);
}

async function stop(child: ChildProcess): Promise<void> {
  const exited = new Promise((done) => child.once('exit', done));
  child.kill('SIGINT');
  await exited;
}
