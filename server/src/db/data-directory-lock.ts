import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { StartRefused } from './database-errors.ts';

/**
 * Makes this process the only server on a data directory until it ends or disposes. A lock left by a process that was
 * killed does not count: the file names the process and when it was started.
 * @throws StartRefused when another server is alive.
 */
export async function lockDataDirectory(dataDir: string): Promise<AsyncDisposable> {
  return await lockDirectory(dataDir, 'server.lock', (holder) =>
    holder === undefined
      ? `the data directory ${dataDir} is in use by this process`
      : `another server (process ${holder}) is running on the data directory ${dataDir}`,
  );
}

/**
 * The same for any directory and name.
 * @param refusal what to say when it is held: by that process, or (undefined) by this very one
 */
export async function lockDirectory(
  directory: string,
  name: string,
  refusal: (holder: number | undefined) => string,
): Promise<AsyncDisposable> {
  await mkdir(directory, { recursive: true });
  const path = join(directory, name);
  const mine = await describeProcess(process.pid);
  const draft = `${path}.${process.pid}`;
  await writeFile(draft, mine ?? '');
  try {
    for (let attempt = 0; ; attempt++) {
      // link() fails if the name is taken, and never shows a half-written file.
      const taken = await link(draft, path).then(
        () => false,
        (error: NodeJS.ErrnoException) => {
          if (error.code !== 'EEXIST') throw error;
          return true;
        },
      );
      if (!taken) break;
      const holder = (await readFile(path, 'utf8').catch(() => '')).trim();
      const pid = Number.parseInt(holder, 10);
      if (
        attempt > 5 ||
        (holder !== '' && holder !== mine?.trim() && holder === (await describeProcess(pid))?.trim())
      ) {
        throw new StartRefused(refusal(pid));
      }
      if (holder === mine?.trim()) throw new StartRefused(refusal(undefined));
      await rm(path, { force: true });
    }
  } finally {
    await rm(draft, { force: true });
  }
  return {
    async [Symbol.asyncDispose]() {
      await rm(path, { force: true });
    },
  };
}

/** `<pid> <start time>`, or undefined when there is no such process. Pids are used again; pairs are not. */
async function describeProcess(pid: number): Promise<string | undefined> {
  if (!Number.isSafeInteger(pid) || pid <= 0) return undefined;
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'latin1');
    // Field 22, counted behind the name, which may hold spaces and brackets (proc(5)).
    return `${pid} ${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]}\n`;
  } catch {
    if (process.platform === 'linux') return undefined;
  }
  try {
    process.kill(pid, 0);
    return `${pid} -\n`;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM' ? `${pid} -\n` : undefined;
  }
}
