// Figures behind docs/decisions/0004: our tus handler beside @tus/server, over the same store, in one run.
// Run: node bench/src/compare-tus.ts [--quick] [--rounds 3]
import { mkdir, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { startGenerator } from './load/start-generator.ts';
import { measure, type Measurement } from './measure.ts';
import { formatTables, summarise } from './report.ts';
import { startTusDoor } from './tus/tus-subject.ts';
import {
  quickWorkloads,
  slowUploads,
  SLOW_BYTES_PER_SECOND,
  largeWarmUp,
  smallWarmUp,
  workloads,
} from './workloads.ts';

const { values: options } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, rounds: { type: 'string', default: '3' } },
});
const chosen = options.quick ? quickWorkloads : workloads;
const base = fileURLToPath(new URL(`../tmp/tus-${process.pid}`, import.meta.url));

await mkdir(base, { recursive: true });
await using stack = new AsyncDisposableStack();
stack.defer(() => rm(base, { recursive: true, force: true }));
const subjects = [stack.use(await startTusDoor('own', base)), stack.use(await startTusDoor('library', base))];
using generator = startGenerator();
const measurements: Measurement[] = [];
const plan = [
  ...[smallWarmUp, largeWarmUp].map((workload, round) => ({ workload, round })),
  ...chosen.flatMap((workload) =>
    Array.from({ length: Number(options.rounds) }, (_, i) => ({ workload, round: i + 1 })),
  ),
  { workload: slowUploads, round: 1 },
];
for (const { workload, round } of plan) {
  for (const subject of round % 2 === 0 ? subjects : subjects.toReversed()) {
    const requests = await subject.uploads(workload, round);
    const slow = workload === slowUploads ? { slow: SLOW_BYTES_PER_SECOND } : {};
    const taken = await measure(generator, subject, { workload, direction: 'up', round, requests, ...slow });
    if (workload.name !== 'warm-up') measurements.push(taken);
  }
}
const all = [...chosen, slowUploads];
console.log(formatTables(summarise(measurements, all), all));
