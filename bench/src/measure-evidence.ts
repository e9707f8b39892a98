// What the evidence log costs. Run: node bench/src/measure-evidence.ts [--quick] [--events 20000] [--rounds 9]
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { cpus, release } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { measureUploadCost } from './evidence/cost-to-uploads.ts';
import { formatEvidence } from './evidence/format-evidence.ts';
import { measureLog } from './evidence/measure-log.ts';
import type { Workload } from './workloads.ts';

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    events: { type: 'string', default: '' },
    rounds: { type: 'string', default: '' },
  },
});
const events = Number(options.events || (options.quick ? 2_000 : 20_000));
const rounds = Number(options.rounds || (options.quick ? 3 : 9));
const KIB = 1024;
const workloads: Workload[] = options.quick
  ? [{ name: 'medium', title: '12 × 10 MiB, 4 connections', files: 12, bytes: 10 * KIB * KIB, connections: 4 }]
  : [
      { name: 'small', title: '2,000 × 10 KiB, 8 connections', files: 2_000, bytes: 10 * KIB, connections: 8 },
      { name: 'medium', title: '50 × 10 MiB, 4 connections', files: 50, bytes: 10 * KIB * KIB, connections: 4 },
    ];

const vector = new URL('../../proofs/vectors/receipt-log.json', import.meta.url);
const { receipt } = JSON.parse(await readFile(vector, 'utf8')) as { receipt: object };
const parent = fileURLToPath(new URL('../tmp/', import.meta.url));
await mkdir(parent, { recursive: true });
const base = await mkdtemp(`${parent}evidence-`);
try {
  const log = await measureLog(base, events, JSON.stringify(receipt));
  const uploads = await measureUploadCost(base, workloads, rounds);
  const machine = { cpu: cpus()[0]?.model ?? '', cores: cpus().length, kernel: release(), node: process.version };
  const result = { measuredAt: new Date().toISOString(), quick: options.quick, machine, log, uploads };
  console.log(JSON.stringify(result, null, 2));
  const results = new URL('../results/', import.meta.url);
  await mkdir(results, { recursive: true });
  await writeFile(new URL('evidence.json', results), `${JSON.stringify(result, null, 2)}\n`);
  await writeFile(new URL('evidence.md', results), formatEvidence(result));
} finally {
  await rm(base, { recursive: true, force: true });
}
