import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { ensureProgram, findFreePort, startServer, stopServer } from './start-process.ts';
import { type Subject, SubjectMissing } from './subject.ts';
import { collectionOf, getRequests, putRequests } from './webdav-requests.ts';

/** `rclone serve webdav` over a `crypt` remote on the local disk: encryption at rest, no fsync. */
export async function startRclone(base: string): Promise<Subject> {
  if (!ensureProgram('rclone', 'rclone')) throw new SubjectMissing('rclone is not installed (Debian package rclone)');
  const port = await findFreePort();
  const directory = join(base, 'rclone');
  await mkdir(join(directory, 'files'), { recursive: true });
  const config = join(directory, 'rclone.conf');
  const password = execFileSync('rclone', ['obscure', randomBytes(18).toString('base64url')], { encoding: 'utf8' });
  await writeFile(
    config,
    `[sealed]\ntype = crypt\nremote = ${join(directory, 'files')}\npassword = ${password.trim()}\n`,
    { mode: 0o600 },
  );
  const args = [
    'serve',
    'webdav',
    'sealed:',
    '--addr',
    `127.0.0.1:${port}`,
    '--config',
    config,
    '--log-level',
    'ERROR',
  ];
  const child = await startServer('rclone', args, { port, logFile: join(directory, 'output.log') });
  return {
    name: 'rclone WebDAV over crypt',
    port,
    pids: [child.pid],
    directory,
    async uploads(workload, round) {
      const made = await fetch(`http://127.0.0.1:${port}${collectionOf(workload, round)}`, { method: 'MKCOL' });
      if (!made.ok) throw new Error(`rclone refused MKCOL: ${made.status}`);
      return putRequests(workload, round);
    },
    downloads: async (workload, round) => getRequests(workload, round),
    endUploads: async () => undefined,
    eventLoopDelay: async () => null,
    [Symbol.asyncDispose]: () => stopServer(child),
  };
}
