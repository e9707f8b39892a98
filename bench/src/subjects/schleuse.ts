import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import serverProcess from '../../../scripts/server-process.json' with { type: 'json' };
import type { LoadRequest } from '../load/load-messages.ts';
import type { Workload } from '../workloads.ts';
import { callApi, readEventLoopDelay, signIn } from './schleuse-api.ts';
import { findFreePort, startServer, stopServer } from './start-process.ts';
import type { Subject } from './subject.ts';

const compiled = fileURLToPath(new URL('../../../node_modules/.cache/compiled', import.meta.url));
const main = fileURLToPath(new URL('../../../server/src/main.ts', import.meta.url));

type Demo = { owner: { email: string; password: string }; customers: { number: string }[] };
type Detail = { uploads: { id: string; name: string; relativePath: string }[] };

/** Schleuse as it is run: the demo firm, one drop-off that takes all files, its own PostgreSQL. */
export async function startSchleuse(
  base: string,
  nodeArgs: string[],
  settings: Record<string, string> = {},
): Promise<Subject> {
  const port = await findFreePort();
  const dataDir = join(base, 'schleuse');
  const child = await startServer(process.execPath, [...serverProcess.flags, ...nodeArgs, main, '--demo'], {
    port,
    logFile: join(base, 'schleuse.log'),
    env: {
      ...serverProcess.environment,
      // As scripts/start.mjs has it.
      NODE_COMPILE_CACHE: compiled,
      DATA_DIR: dataDir,
      PORT: String(port),
      PUBLIC_URL: `http://127.0.0.1:${port}`,
      LOG_LEVEL: 'warn',
      ...settings,
    },
  });
  const demo = JSON.parse(await readFile(join(dataDir, 'demo.json'), 'utf8')) as Demo;
  const postmaster = await readFile(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8');
  const origin = `http://127.0.0.1:${port}`;
  let cookie = await signIn(origin, demo.owner);
  // All rounds go into one drop-off.
  await callApi(origin, '/api/settings', { method: 'PATCH', headers: { cookie }, body: { maxDropoffFiles: 100_000 } });
  const dropoff = await callApi<{ id: string; token: string }>(origin, '/api/dropoffs', {
    body: { customerNumber: demo.customers[0]?.number, note: 'bench' },
  });
  const bearer = { authorization: `Bearer ${dropoff.token}` };
  let files = new Map<string, string>();

  return {
    name: 'Schleuse',
    port,
    pids: [child.pid, Number.parseInt(postmaster, 10)],
    directory: dataDir,
    uploads: async (workload, round) =>
      Array.from({ length: workload.files }, (_, i) =>
        uploadRequest(dropoff.token, workload, pathOf(workload, round, i)),
      ),
    async downloads(workload, round) {
      return Array.from({ length: workload.files }, (_, i): LoadRequest => {
        const id = files.get(pathOf(workload, round, i));
        if (id === undefined) throw new Error(`${pathOf(workload, round, i)} did not arrive`);
        const head = `GET /api/dropoffs/${dropoff.id}/files/${id} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nCookie: ${cookie}\r\n\r\n`;
        return { head, bodyBytes: 0, expectBytes: workload.bytes };
      });
    },
    async endUploads() {
      const detail = await callApi<Detail>(origin, `/api/dropoffs/${dropoff.id}`, { headers: bearer });
      files = new Map(detail.uploads.map((upload) => [upload.relativePath, upload.id]));
      await callApi(origin, `/api/dropoffs/${dropoff.id}/submit`, { headers: bearer, body: {} });
      // The session may be too old by now.
      cookie = await signIn(origin, demo.owner);
    },
    eventLoopDelay: () => readEventLoopDelay(origin),
    [Symbol.asyncDispose]: () => stopServer(child),
  };
}

const encode = (text: string): string => Buffer.from(text).toString('base64');

export function pathOf(workload: Workload, round: number, i: number): string {
  return `${workload.name}-${round}/${i}.bin`;
}

/** tus 1.0, creation-with-upload: one request a file. */
export function uploadRequest(token: string, workload: Workload, path: string): LoadRequest {
  const head = [
    'POST /api/uploads HTTP/1.1',
    'Host: localhost',
    `Authorization: Bearer ${token}`,
    'Tus-Resumable: 1.0.0',
    `Upload-Length: ${workload.bytes}`,
    `Upload-Metadata: filename ${encode(path.split('/').at(-1) ?? '')},relativePath ${encode(path)}`,
    'Content-Type: application/offset+octet-stream',
    `Content-Length: ${workload.bytes}`,
    '',
    '',
  ].join('\r\n');
  return { head, bodyBytes: workload.bytes, expectBytes: null };
}
