// What the virus scan adds to an upload's acknowledgement. Run: node bench/src/measure-scan.ts [--quick] [--rounds 9]
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { cpus, release } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { median } from './median.ts';
import { startClamd } from './scan/clamd.ts';
import { timeRequests } from './scan/time-requests.ts';
import { startSchleuse } from './subjects/schleuse.ts';
import type { Subject } from './subjects/subject.ts';
import type { Workload } from './workloads.ts';

const { values: options } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, rounds: { type: 'string', default: '' } },
});
const rounds = Number(options.rounds || (options.quick ? 3 : 9));
const scale = options.quick ? 0.2 : 1;
const KIB = 1024;
const workloads: Workload[] = [
  { name: 'small', title: '10 KiB', files: 200 * scale, bytes: 10 * KIB, connections: 1 },
  { name: 'medium', title: '10 MiB', files: 20 * scale, bytes: 10 * KIB * KIB, connections: 1 },
];
const names = ['no scanner', 'scanner at work', 'scanner hangs'] as const;

type Row = { file: string; server: string; medianMs: number; p95Ms: number; p99Ms: number };

const parent = fileURLToPath(new URL('../tmp/', import.meta.url));
await mkdir(parent, { recursive: true });
const base = await mkdtemp(`${parent}scan-`);
try {
  await using stack = new AsyncDisposableStack();
  const subjects: Subject[] = [];
  for (const [index, name] of names.entries()) {
    const folder = join(base, String(index));
    await mkdir(folder);
    const clamd = index === 0 ? undefined : stack.use(await startClamd(join(folder, 'clamd')));
    subjects.push(stack.use(await startSchleuse(folder, [], clamd ? { CLAMD: `unix:${clamd.socket}` } : {})));
    // Stopped once the server has come to trust it: from then on everything waits.
    if (name === 'scanner hangs') setTimeout(() => clamd?.stop(), 3_000);
  }
  await new Promise((resolve) => setTimeout(resolve, 4_000));
  const rows: Row[] = [];
  for (const workload of workloads) {
    const taken = names.map((): number[][] => []);
    for (let round = 0; round <= rounds; round += 1) {
      // The order turns with every round, so that nobody always runs first; the first one is not counted.
      for (let turn = 0; turn < subjects.length; turn += 1) {
        const index = (turn + round) % subjects.length;
        const subject = subjects[index];
        if (!subject) continue;
        const times = await timeRequests(subject.port, await subject.uploads(workload, round));
        if (round > 0) taken[index]?.push(times);
      }
    }
    for (const [index, name] of names.entries()) {
      const of = (share: number) => median((taken[index] ?? []).map((times) => percentile(times, share)));
      rows.push({ file: workload.title, server: name, medianMs: of(0.5), p95Ms: of(0.95), p99Ms: of(0.99) });
    }
  }
  const shown = rows.map((row) => {
    const without = rows.find(({ file, server }) => file === row.file && server === 'no scanner');
    return { ...row, medianToNone: round3(row.medianMs / (without?.medianMs ?? 1)) };
  });
  console.table(
    shown.map((row) => ({
      ...row,
      medianMs: round3(row.medianMs),
      p95Ms: round3(row.p95Ms),
      p99Ms: round3(row.p99Ms),
    })),
  );
  const machine = { cpu: cpus()[0]?.model ?? '', cores: cpus().length, kernel: release(), node: process.version };
  const result = {
    what: 'Milliseconds from the first byte of a POST with the whole file to its 201, one connection; medians of rounds',
    measuredAt: new Date().toISOString(),
    quick: options.quick,
    rounds,
    machine,
    rows: shown,
  };
  const results = new URL('../results/', import.meta.url);
  await mkdir(results, { recursive: true });
  if (!options.quick) await writeFile(new URL('scan.json', results), `${JSON.stringify(result, null, 2)}\n`);
} finally {
  await rm(base, { recursive: true, force: true });
}

function percentile(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

function round3(value: number): number {
  return Math.round(value * 1000) / 1000;
}
