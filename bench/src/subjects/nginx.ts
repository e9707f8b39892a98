import { mkdir, writeFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join } from 'node:path';

import { ensureProgram, findFreePort, startServer, stopServer } from './start-process.ts';
import { type Subject, SubjectMissing } from './subject.ts';
import { collectionOf, getRequests, putRequests } from './webdav-requests.ts';

/** nginx with WebDAV: neither encryption nor hash nor fsync, the fastest a file can be taken in. */
export async function startNginx(base: string): Promise<Subject> {
  if (!ensureProgram('nginx', 'nginx')) throw new SubjectMissing('nginx is not installed (Debian package nginx)');
  const port = await findFreePort();
  const directory = join(base, 'nginx');
  const files = join(directory, 'files');
  await mkdir(files, { recursive: true });
  const config = join(directory, 'nginx.conf');
  await writeFile(
    config,
    [
      `user ${userInfo().username};`,
      'worker_processes 2;',
      'daemon off;',
      `pid ${directory}/nginx.pid;`,
      `error_log ${directory}/error.log;`,
      'events { worker_connections 1024; }',
      'http {',
      '  access_log off;',
      '  sendfile on;',
      '  client_max_body_size 0;',
      '  client_body_buffer_size 256k;',
      `  client_body_temp_path ${directory}/body;`,
      ...['proxy', 'fastcgi', 'uwsgi', 'scgi'].map((kind) => `  ${kind}_temp_path ${directory}/${kind};`),
      '  keepalive_requests 1000000;',
      `  server { listen 127.0.0.1:${port}; location / { root ${files}; dav_methods PUT; create_full_put_path on; } }`,
      '}',
      '',
    ].join('\n'),
  );
  const logFile = join(directory, 'output.log');
  const child = await startServer('nginx', ['-c', config, '-p', directory, '-e', join(directory, 'error.log')], {
    port,
    logFile,
  });
  return {
    name: 'nginx WebDAV',
    port,
    pids: [child.pid],
    directory,
    async uploads(workload, round) {
      await mkdir(join(files, collectionOf(workload, round)), { recursive: true });
      return putRequests(workload, round);
    },
    downloads: async (workload, round) => getRequests(workload, round),
    endUploads: async () => undefined,
    eventLoopDelay: async () => null,
    [Symbol.asyncDispose]: () => stopServer(child),
  };
}
