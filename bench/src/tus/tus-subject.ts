import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import serverProcess from '../../../scripts/server-process.json' with { type: 'json' };
import { readEventLoopDelay } from '../subjects/schleuse-api.ts';
import { pathOf, uploadRequest } from '../subjects/schleuse.ts';
import { findFreePort, startServer, stopServer } from '../subjects/start-process.ts';
import type { Subject } from '../subjects/subject.ts';

const script = fileURLToPath(new URL('serve-tus.ts', import.meta.url));

/** One of the two doors, in a process with a database of its own. */
export async function startTusDoor(door: 'own' | 'library', base: string): Promise<Subject> {
  const port = await findFreePort();
  const directory = join(base, door);
  await mkdir(directory, { recursive: true });
  const child = await startServer(process.execPath, [...serverProcess.flags, script, door, directory, String(port)], {
    port,
    logFile: join(base, `${door}.log`),
    env: serverProcess.environment,
  });
  const postmaster = await readFile(join(directory, 'data', 'postgres', 'postmaster.pid'), 'utf8');
  return {
    name: door === 'own' ? 'our handler' : '@tus/server 2.4.5',
    port,
    pids: [child.pid, Number.parseInt(postmaster, 10)],
    directory,
    uploads: async (workload, round) =>
      Array.from({ length: workload.files }, (_, i) =>
        uploadRequest('any-token-will-do-here', workload, pathOf(workload, round, i)),
      ),
    downloads: async () => [],
    endUploads: async () => undefined,
    eventLoopDelay: () => readEventLoopDelay(`http://127.0.0.1:${port}`),
    [Symbol.asyncDispose]: () => stopServer(child),
  };
}
