// SFTP download beside the library serving zeros. Run: node bench/src/measure-sftp.ts [--quick] [--rounds 7] [--profile DIR]
import { execFileSync, spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { cpus, release } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { median } from './median.ts';
import { cpuSecondsOf } from './process-tree.ts';
import { type Place, timeGet } from './sftp/sftp-get.ts';
import { callApi, signIn } from './subjects/schleuse-api.ts';
import { startSchleuse } from './subjects/schleuse.ts';
import { findFreePort } from './subjects/start-process.ts';

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    rounds: { type: 'string', default: '' },
    profile: { type: 'string' },
  },
});
const rounds = Number(options.rounds || (options.quick ? 3 : 7));
const bytes = (options.quick ? 256 : 1024) * 1024 * 1024;
const ways = [
  { name: 'AES-256-GCM, requests as large as offered', cipher: 'aes256-gcm@openssh.com', block: undefined },
  { name: 'AES-256-GCM, requests of 32 KiB', cipher: 'aes256-gcm@openssh.com', block: 32_768 },
  { name: 'AES-128-GCM, requests of 32 KiB', cipher: 'aes128-gcm@openssh.com', block: 32_768 },
];

type Subject = { name: 'Schleuse' | 'zeros'; place: Place; pids: number[]; keyFile: string };
type Demo = {
  owner: { email: string; password: string };
  customers: { number: string }[];
  sftp: { port: number; user: string; keyFile: string };
};

/** The demo firm with one submitted drop-off that holds one file. */
async function startFull(base: string, stack: AsyncDisposableStack): Promise<Subject> {
  const profile = options.profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${options.profile}`];
  const subject = stack.use(await startSchleuse(base, profile, { SFTP_PORT: String(await findFreePort()) }));
  const demo = JSON.parse(await readFile(join(subject.directory, 'demo.json'), 'utf8')) as Demo;
  const origin = `http://127.0.0.1:${subject.port}`;
  const { id, token } = await callApi<{ id: string; token: string }>(origin, '/api/dropoffs', {
    body: { customerNumber: demo.customers[0]?.number, note: 'bench' },
  });
  const bearer = { authorization: `Bearer ${token}` };
  const part = Buffer.alloc(64 * 1024 * 1024, 'Schleuse');
  const tus = { ...bearer, 'tus-resumable': '1.0.0' };
  const created = await fetch(`${origin}/api/uploads`, {
    method: 'POST',
    headers: { ...tus, 'upload-length': String(bytes), 'upload-metadata': `filename ${btoa('a.bin')}` },
  });
  const location = new URL(created.headers.get('location') ?? '', origin);
  for (let offset = 0; offset < bytes; offset += part.length) {
    const type = { 'content-type': 'application/offset+octet-stream', 'upload-offset': String(offset) };
    const answer = await fetch(location, { method: 'PATCH', headers: { ...tus, ...type }, body: part });
    if (answer.status !== 204) throw new Error(`upload: ${answer.status}`);
  }
  await callApi(origin, `/api/dropoffs/${id}/submit`, { headers: bearer, body: {} });
  const cookie = await signIn(origin, demo.owner);
  const item = await callApi<{ customerNumber: string; receivedAt: string }>(origin, `/api/inbox/${id}`, {
    headers: { cookie },
  });
  const day = new Intl.DateTimeFormat('sv', { timeZone: 'Europe/Berlin' }).format(new Date(item.receivedAt));
  const path = `/eingang/${item.customerNumber}_${day}_${id.slice(0, 8)}/a.bin`;
  const { port, user, keyFile } = demo.sftp;
  return { name: 'Schleuse', place: { port, user, path }, pids: subject.pids, keyFile };
}

async function startZeros(base: string, stack: AsyncDisposableStack, keyFile: string): Promise<Subject> {
  const hostKey = join(base, 'host');
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', hostKey]);
  const script = fileURLToPath(new URL('sftp/zeros-server.ts', import.meta.url));
  const child = spawn(process.execPath, [script, String(bytes), hostKey], { stdio: ['ignore', 'pipe', 'inherit'] });
  stack.defer(() => void child.kill());
  const port = await new Promise<number>((resolve) => {
    child.stdout.once('data', (line: Buffer) => resolve(Number(line.toString())));
  });
  return { name: 'zeros', place: { port, user: 'x', path: '/zeros' }, pids: [child.pid ?? 0], keyFile };
}

const parent = fileURLToPath(new URL('../tmp/', import.meta.url));
await mkdir(parent, { recursive: true });
const base = await mkdtemp(`${parent}sftp-`);
try {
  await using stack = new AsyncDisposableStack();
  const full = await startFull(base, stack);
  const subjects = [full, await startZeros(base, stack, full.keyFile)];
  const rows = [];
  for (const way of ways) {
    const taken = subjects.map((): { seconds: number; cpu: number }[] => []);
    for (let round = 0; round <= rounds; round += 1) {
      // The order turns with every round; the first one is not counted.
      for (let turn = 0; turn < subjects.length; turn += 1) {
        const index = (turn + round) % subjects.length;
        const subject = subjects[index];
        if (!subject) continue;
        const before = cpuSecondsOf(subject.pids);
        const seconds = await timeGet(base, subject.place, { ...way, keyFile: subject.keyFile });
        const cpu = cpuSecondsOf(subject.pids) - before;
        if (round > 0) taken[index]?.push({ seconds, cpu });
      }
    }
    const figures = subjects.map(({ name }, index) => {
      const runs = taken[index] ?? [];
      const speed = bytes / 1e6 / median(runs.map(({ seconds }) => seconds));
      return { name, speed, cpuPerGb: median(runs.map(({ cpu }) => cpu)) / (bytes / 1e9) };
    });
    const [ours, theirs] = figures;
    rows.push({
      way: way.name,
      schleuseMBs: Math.round(ours?.speed ?? 0),
      zerosMBs: Math.round(theirs?.speed ?? 0),
      ratio: round3((ours?.speed ?? 0) / (theirs?.speed ?? 1)),
      schleuseCpuSecondsPerGB: round3(ours?.cpuPerGb ?? 0),
      zerosCpuSecondsPerGB: round3(theirs?.cpuPerGb ?? 0),
    });
  }
  console.table(rows);
  const machine = { cpu: cpus()[0]?.model ?? '', cores: cpus().length, kernel: release(), node: process.version };
  const result = {
    what: 'OpenSSH sftp fetching one file into /dev/null; medians of alternating rounds; zeros: the library answering from memory',
    goal: 'ratio at least 0.9',
    measuredAt: new Date().toISOString(),
    quick: options.quick,
    rounds,
    bytes,
    machine,
    rows,
  };
  const results = new URL('../results/', import.meta.url);
  await mkdir(results, { recursive: true });
  if (!options.quick) await writeFile(new URL('sftp.json', results), `${JSON.stringify(result, null, 2)}\n`);
} finally {
  await rm(base, { recursive: true, force: true });
}

function round3(value: number): number {
  return Math.round(value * 1000) / 1000;
}
