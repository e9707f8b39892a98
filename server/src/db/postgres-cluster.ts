import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmod,
  chown,
  lchown,
  lstat,
  mkdir,
  open,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';

import { appRole, intakeRole } from './app-role.ts';
import { StartRefused } from './database-errors.ts';
import type { PostgresBinaries } from './postgres-binaries.ts';
import { canReach, type OsGroup, type OsUser } from './postgres-user.ts';

/** The migrating role; superuser of the built-in cluster. */
export const ownerRole = 'schleuse_owner';

/**
 * A directory as PostgreSQL is told of it. Under a parent it may not enter (/root, a private temporary directory) it
 * gets the open directory as file descriptor 3 instead: what is open needs no path.
 */
export type HandedDirectory = AsyncDisposable & { path: string; fd: number | undefined };

export async function handOver(directory: string, user: OsUser | undefined): Promise<HandedDirectory> {
  if (!user || (await canReach(join(directory, '..'), user))) {
    return { path: directory, fd: undefined, [Symbol.asyncDispose]: async () => undefined };
  }
  if (process.platform !== 'linux') {
    throw new StartRefused(`the user ${user.name}, as whom PostgreSQL must run, cannot reach ${directory}`);
  }
  const handle = await open(directory, 'r');
  return { path: '/proc/self/fd/3', fd: handle.fd, [Symbol.asyncDispose]: () => handle.close() };
}

/**
 * Makes the cluster if there is none yet, in a directory that takes its name only when it is complete.
 * @throws StartRefused for a cluster of another major version, or when initdb fails.
 */
export async function ensureCluster(
  cluster: string,
  binaries: PostgresBinaries,
  user: OsUser | undefined,
  durable: boolean,
): Promise<void> {
  const version = await readFile(join(cluster, 'PG_VERSION'), 'utf8').catch(() => undefined);
  if (version !== undefined) {
    if (Number.parseInt(version, 10) === binaries.major) return await giveTo(cluster, user);
    throw new StartRefused(
      `${cluster} was made by PostgreSQL ${version.trim()}, the built-in one is ${binaries.major}; start the version of this program that made it`,
    );
  }
  const draft = `${cluster}.new`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { recursive: true, mode: 0o700 });
  if (user) await chown(draft, user.uid, user.gid);
  await using handed = await handOver(draft, user);
  await run(
    binaries.initdb,
    [
      `--pgdata=${handed.path}`,
      `--username=${ownerRole}`,
      '--auth-local=trust',
      '--auth-host=reject',
      '--no-instructions',
      // The built-in locale sorts and folds the same on every machine and after every update of libc or ICU.
      '--encoding=UTF8',
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      ...(durable ? [] : ['--no-sync']),
    ],
    user,
    handed.fd,
  );
  await rename(draft, cluster);
}

/** A directory restored from a backup by root belongs to root; PostgreSQL wants its own. */
async function giveTo(cluster: string, user: OsUser | undefined): Promise<void> {
  if (!user || (await stat(cluster)).uid === user.uid) return;
  for (const entry of await readdir(cluster, { recursive: true }))
    await lchown(join(cluster, entry), user.uid, user.gid);
  await chown(cluster, user.uid, user.gid);
  await chmod(cluster, 0o700);
}

// sun_path holds 108 bytes with the final zero (unix(7)); the name of the socket is part of it.
const longestPath = 107 - '/.s.PGSQL.5432'.length;

/** Where the socket of a data directory may be, the best place first. */
export function socketDirectories(dataDir: string): { inside: string; outside: string[] } {
  const name = `schleuse-${createHash('sha256').update(dataDir).digest('hex').slice(0, 16)}`;
  return { inside: join(dataDir, 'postgres-socket'), outside: [join('/run', name), join(tmpdir(), name)] };
}

/**
 * A private directory for the socket that PostgreSQL can reach and whose path is short enough.
 * @param group whose members may connect too
 */
export async function makeSocketDirectory(dataDir: string, user: OsUser | undefined, group?: OsGroup): Promise<string> {
  const { inside, outside } = socketDirectories(dataDir);
  const fits = Buffer.byteLength(inside) <= longestPath && (!user || (await canReach(dataDir, user)));
  const directory = fits ? inside : (outside[user ? 0 : 1] ?? inside);
  await mkdir(directory, { mode: 0o700 }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw new StartRefused(`cannot make the socket directory: ${error.message}`);
  });
  const { uid } = await lstat(directory).then((found) => {
    if (found.isDirectory()) return found;
    throw new StartRefused(`${directory} is in the way of PostgreSQL's socket; remove it`);
  });
  const expected = user?.uid ?? process.getuid?.();
  if (uid !== expected && uid !== process.getuid?.()) {
    throw new StartRefused(`${directory} belongs to somebody else; remove it`);
  }
  if (user || group) await chown(directory, expected ?? -1, group?.gid ?? user?.gid ?? -1);
  await chmod(directory, group ? 0o710 : 0o700);
  return directory;
}

/**
 * Who may connect as which role. Alone, whoever reaches the socket is the server itself. Beside an intake process each
 * is known by its user: the server's becomes owner and app, everybody else in the group nothing but intake.
 */
export async function writeAccessRules(cluster: string, user: OsUser | undefined, group?: OsGroup): Promise<void> {
  const rules = group
    ? [`local all ${intakeRole} peer map=intake`, 'local all all peer map=house']
    : ['local all all trust'];
  const house = userInfo().username.replaceAll('"', '""');
  const names = [...[ownerRole, appRole].map((role) => `house "${house}" ${role}`), `intake /^.*$ ${intakeRole}`];
  for (const [name, lines] of [
    ['pg_hba.conf', rules],
    ['pg_ident.conf', names],
  ] as const) {
    const path = join(cluster, name);
    await writeFile(path, `# Written at every start.\n${lines.join('\n')}\n`, { mode: 0o600 });
    if (user) await chown(path, user.uid, user.gid);
  }
}

/** Nothing of the server's own environment (mail password, root key) is PostgreSQL's business. */
export const postgresEnvironment = { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };

async function run(program: string, args: string[], user: OsUser | undefined, fd: number | undefined): Promise<void> {
  const child = spawn(program, args, {
    ...(user ? { uid: user.uid, gid: user.gid } : {}),
    cwd: '/',
    env: postgresEnvironment,
    stdio: ['ignore', 'ignore', 'pipe', ...(fd === undefined ? [] : [fd])],
  });
  let said = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (said += text));
  const code = await new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve));
  if (code !== 0) throw new StartRefused(`initdb failed: ${said.trim().replaceAll('\n', ' ').slice(0, 500)}`);
}
