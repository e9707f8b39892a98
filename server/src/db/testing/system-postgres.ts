import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chown, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import { preparePostgresBinaries } from '../postgres-binaries.ts';
import { choosePostgresUser } from '../postgres-user.ts';

const packages = fileURLToPath(new URL('./postgres-versions/node_modules', import.meta.url));

/** Major versions below the built-in one that `npm test` has installed here; none where npm has none for the platform. */
export function installedVersions(): string[] {
  return ['15', '16', '17'].filter((version) => existsSync(join(packages, `postgres-${version}/native/bin/postgres`)));
}

/** A cluster of another version, as an administrator may have one: reached over a socket, user postgres. */
export async function startSystemPostgres(version: string): Promise<AsyncDisposable & { host: string }> {
  const host = await mkdtemp(join(tmpdir(), 'schleuse-pg-'));
  const user = await choosePostgresUser(undefined);
  if (user) await chown(host, user.uid, user.gid);
  const cluster = join(host, 'cluster');
  const binaries = await preparePostgresBinaries(user, host, join(packages, `postgres-${version}/native`));
  const init = ['-D', cluster, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'];
  execFileSync(binaries.initdb, init, { ...user, cwd: '/', stdio: 'ignore' });
  const args = ['-D', cluster, '-k', host, '-c', 'listen_addresses=', '-c', 'fsync=off'];
  const child = spawn(binaries.postgres, args, { ...user, cwd: '/', stdio: 'ignore' });
  while (!(await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => '')).includes('ready')) await sleep(20);
  return {
    host,
    async [Symbol.asyncDispose]() {
      await stop(child);
      await rm(host, { recursive: true, force: true });
    },
  };
}

async function stop(child: ChildProcess): Promise<void> {
  const exited = new Promise((done) => child.once('exit', done));
  child.kill('SIGINT');
  await exited;
}
