import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, readFile, rmdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';

import type { Log } from '../log.ts';
import { StartRefused } from './database-errors.ts';
import { stopLeftoverPostmaster, stopPostmaster } from './leftover-postmaster.ts';
import { type PostgresBinaries, preparePostgresBinaries } from './postgres-binaries.ts';
import {
  ensureCluster,
  handOver,
  makeSocketDirectory,
  ownerRole,
  postgresEnvironment,
  writeAccessRules,
} from './postgres-cluster.ts';
import { choosePostgresUser, type OsGroup, type OsUser } from './postgres-user.ts';

export type EmbeddedPostgres = AsyncDisposable & {
  /** How to reach it as the owner of the cluster. */
  connection: { host: string; port: number; user: string };
  /** The running postmaster's process id; it changes when PostgreSQL died and was started again. */
  pid(): number | undefined;
};

export type EmbeddedOptions = {
  dataDir: string;
  log: Log;
  /** False only for tests whose data nobody needs after a crash. */
  durable?: boolean;
  maxConnections?: number;
  /** Whose members may connect too, as the intake role only. */
  group?: OsGroup | undefined;
};

type Launch = { binaries: PostgresBinaries; cluster: string; user: OsUser | undefined; args: string[]; log: Log };

const port = 5432;

/**
 * Starts the built-in PostgreSQL on `dataDir/postgres`, reachable only over a private unix socket, and starts it again
 * if it dies. The caller holds the lock of the data directory. Ends with the disposable.
 * @throws StartRefused in one line when it cannot.
 */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const { log, durable = true, maxConnections = 60, group } = options;
  const dataDir = resolve(options.dataDir);
  await mkdir(dataDir, { recursive: true });
  const cluster = join(dataDir, 'postgres');
  const user = await choosePostgresUser(
    await stat(cluster).then(
      ({ uid }) => uid,
      () => undefined,
    ),
  );
  const binaries = await preparePostgresBinaries(user, dataDir);
  await stopLeftoverPostmaster(cluster);
  await ensureCluster(cluster, binaries, user, durable);
  await writeAccessRules(cluster, user, group);
  const host = await makeSocketDirectory(dataDir, user, group);
  const all = { ...settings(host, durable, maxConnections), ...(group && { unix_socket_permissions: '0777' }) };
  const args = Object.entries(all).map(([name, value]) => `--${name}=${value}`);
  const launch = { binaries, cluster, user, args, log };

  let child = await launchPostgres(launch);
  const stopping = new AbortController();
  const watch = (): void => void child.once('exit', () => void restart());
  async function restart(): Promise<void> {
    for (let wait = 0; !stopping.signal.aborted; wait = Math.min(wait + 500, 10_000)) {
      log.error('PostgreSQL ended unexpectedly and is started again');
      await sleep(wait);
      if (stopping.signal.aborted) return;
      const next = await launchPostgres(launch).catch((error: Error) => {
        log.error({ reason: error.message }, 'PostgreSQL could not be started again');
      });
      if (!next) continue;
      child = next;
      return stopping.signal.aborted ? await stopChild(child) : watch();
    }
  }
  watch();
  return {
    connection: { host, port, user: ownerRole },
    pid: () => (child.exitCode === null && child.signalCode === null ? child.pid : undefined),
    async [Symbol.asyncDispose]() {
      stopping.abort();
      await stopChild(child);
      await rmdir(host).catch(() => undefined);
    },
  };
}

async function stopChild(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const exited = new Promise((done) => child.once('exit', done));
  await Promise.all([exited, stopPostmaster(child.pid)]);
}

/** Full durability; memory for a small server; nothing of the rows' contents in the log. */
function settings(socketDirectory: string, durable: boolean, maxConnections: number): Record<string, string | number> {
  return {
    listen_addresses: '',
    unix_socket_directories: `"${socketDirectory.replaceAll('"', '""')}"`,
    unix_socket_permissions: '0700',
    port,
    max_connections: maxConnections,
    fsync: durable ? 'on' : 'off',
    full_page_writes: durable ? 'on' : 'off',
    synchronous_commit: durable ? 'on' : 'off',
    // Reading ahead by processes of their own is for tables far larger than memory.
    io_method: 'sync',
    shared_buffers: '32MB',
    effective_cache_size: '512MB',
    work_mem: '8MB',
    maintenance_work_mem: '64MB',
    // What a backup of the running cluster needs; no other server follows this one.
    wal_level: 'replica',
    max_wal_senders: 0,
    max_wal_size: '1GB',
    wal_compression: 'on',
    jit: 'off',
    max_parallel_workers_per_gather: 0,
    idle_in_transaction_session_timeout: '120s',
    log_timezone: 'UTC',
    timezone: 'UTC',
    log_line_prefix: '',
    log_min_messages: 'log',
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    log_checkpoints: 'off',
  };
}

/** Starts the postmaster and waits until it takes connections. */
async function launchPostgres(launch: Launch): Promise<ChildProcess> {
  const deadline = Date.now() + 60_000;
  for (;;) {
    const { child, failure } = await tryLaunch(launch, deadline);
    if (child) return child;
    // After a kill -9 of the postmaster its children take a moment to notice; until then the memory is still in use.
    if (!/pre-existing shared memory|lock file .* already exists/.test(failure) || Date.now() > deadline) {
      throw new StartRefused(`PostgreSQL does not start: ${failure}`);
    }
    await sleep(100);
    await stopLeftoverPostmaster(launch.cluster);
  }
}

async function tryLaunch(
  { binaries, cluster, user, args, log }: Launch,
  deadline: number,
): Promise<{ child?: ChildProcess; failure: string }> {
  await using handed = await handOver(cluster, user);
  const child = spawn(binaries.postgres, ['-D', handed.path, ...args], {
    ...(user ? { uid: user.uid, gid: user.gid } : {}),
    cwd: '/',
    env: postgresEnvironment,
    // A group of its own: Ctrl-C reaches the server only, which stops PostgreSQL last.
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe', ...(handed.fd === undefined ? [] : [handed.fd])],
  });
  let failure = '';
  child.on('error', (error) => (failure = error.message));
  if (child.stderr) {
    createInterface({ input: child.stderr }).on('line', (line) => {
      const serious = /^(FATAL|PANIC): +(.*)/.exec(line);
      if (serious) failure = serious[2] ?? '';
      // At every stop it says so once for each connection that is still open.
      const news = serious && !line.endsWith('due to administrator command');
      log[news ? 'warn' : 'debug']({ postgres: line }, 'PostgreSQL');
    });
  }
  while (child.exitCode === null && child.signalCode === null && child.pid !== undefined) {
    // The last line of the pid file says "ready" as soon as connections are taken (pg_ctl waits for the same).
    const lines = (await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n');
    if (Number(lines[0]) === child.pid && lines[7]?.trim() === 'ready') return { child, failure };
    if (Date.now() > deadline) {
      await stopPostmaster(child.pid);
      break;
    }
    await sleep(10);
  }
  await sleep(10);
  return { failure: failure || `it ended with ${child.signalCode ?? `code ${child.exitCode}`}` };
}
