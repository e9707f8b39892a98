// npm run bench [-- --quick] [--only Schleuse,rclone] [--workloads small,large] [--rounds 3] [--profile DIR] [--keep]
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { cpus, release, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { formatGoals, judge } from './goals.ts';
import { startGenerator } from './load/start-generator.ts';
import { measure, type Measurement } from './measure.ts';
import { formatTables, summarise } from './report.ts';
import { startNginx } from './subjects/nginx.ts';
import { startRclone } from './subjects/rclone.ts';
import { startSchleuse } from './subjects/schleuse.ts';
import { type Subject, SubjectMissing } from './subjects/subject.ts';
import {
  quickWorkloads,
  largeWarmUp,
  slowUploads,
  SLOW_BYTES_PER_SECOND,
  smallWarmUp,
  type Workload,
  workloads,
} from './workloads.ts';

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
    workloads: { type: 'string', default: 'small,medium,large' },
    rounds: { type: 'string', default: '' },
    profile: { type: 'string' },
    keep: { type: 'boolean', default: false },
  },
});
const rounds = Number(options.rounds || (options.quick ? 1 : 3));
const chosen = (options.quick ? quickWorkloads : workloads).filter(({ name }) =>
  options.workloads.split(',').includes(name),
);
const base = fileURLToPath(new URL(`../tmp/${process.pid}`, import.meta.url));
const results = new URL('../results/', import.meta.url);

const wanted = (name: string): boolean =>
  options.only === '' || options.only.split(',').some((part) => name.toLowerCase().includes(part.trim().toLowerCase()));

async function startSubjects(stack: AsyncDisposableStack): Promise<Subject[]> {
  const profile = options.profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${options.profile}`];
  const starters: [string, () => Promise<Subject>][] = [
    ['Schleuse', () => startSchleuse(base, profile)],
    ['nginx', () => startNginx(base)],
    ['rclone', () => startRclone(base)],
  ];
  const started: Subject[] = [];
  for (const [name, start] of starters.filter(([name]) => wanted(name))) {
    try {
      started.push(stack.use(await start()));
    } catch (error) {
      if (!(error instanceof SubjectMissing)) throw error;
      console.log(`Without ${name}: ${error.message}.`);
    }
  }
  return started;
}

async function run(): Promise<void> {
  await mkdir(base, { recursive: true });
  await using stack = new AsyncDisposableStack();
  stack.defer(async () => {
    if (!options.keep) await rm(base, { recursive: true, force: true });
  });
  const subjects = await startSubjects(stack);
  using generator = startGenerator();
  const measurements: Measurement[] = [];

  async function one(subject: Subject, workload: Workload, direction: 'up' | 'down', round: number): Promise<void> {
    const slow = workload === slowUploads ? { slow: SLOW_BYTES_PER_SECOND } : {};
    // Downloads read the last round: the ones before may have left the page cache.
    const requests = await (direction === 'up'
      ? subject.uploads(workload, round)
      : subject.downloads(workload, workload.name === 'warm-up' ? round : rounds));
    const taken = await measure(generator, subject, { workload, direction, round, requests, ...slow });
    if (workload.name === 'warm-up') return;
    measurements.push(taken);
    console.log(
      `${subject.name}: ${workload.title} ${direction}, round ${round}: ` +
        `${((workload.files * workload.bytes) / 1e6 / taken.seconds).toFixed(0)} MB/s`,
    );
  }

  for (const subject of subjects) {
    await one(subject, smallWarmUp, 'up', 0);
    await one(subject, largeWarmUp, 'up', 1);
  }
  for (const direction of ['up', 'down'] as const) {
    if (direction === 'down') for (const subject of subjects) await one(subject, smallWarmUp, 'down', 0);
    for (const workload of chosen) {
      for (let round = 1; round <= rounds; round++) {
        // The order turns with every round, so that nobody always runs first.
        for (let i = 0; i < subjects.length; i++) {
          const subject = subjects[(i + round) % subjects.length];
          if (subject) await one(subject, workload, direction, round);
        }
      }
    }
    for (const subject of direction === 'up' ? subjects : []) {
      if (subject.name === 'Schleuse') await one(subject, slowUploads, 'up', 1);
      await subject.endUploads();
    }
  }
  await report(measurements);
}

async function report(measurements: Measurement[]): Promise<void> {
  const all = [...chosen, slowUploads];
  const rows = summarise(measurements, all);
  const goals = judge(rows, measurements);
  const machine = {
    processor: `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown'}`,
    memoryGb: Math.round(totalmem() / 1e9),
    kernel: release(),
    node: process.version,
  };
  const text = `${formatTables(rows, all)}\n${formatGoals(goals)}\n`;
  console.log(`\n${text}`);
  const whole = chosen.length === workloads.length && options.only === '' && options.profile === undefined;
  if (options.quick || !whole) return;
  const at = new Date().toISOString();
  await mkdir(results, { recursive: true });
  const name = `${at.slice(0, 16).replaceAll(':', '')}.json`;
  await writeFile(
    new URL(name, results),
    `${JSON.stringify({ at, machine, rounds, rows, goals, measurements }, null, 1)}\n`,
  );
  await writeFile(new URL('README.md', results), formatReadme(name, machine, text));
  console.log(`Stored in bench/results/${name}.`);
}

function formatReadme(name: string, machine: Record<string, string | number>, text: string): string {
  const facts = Object.entries(machine).map(([key, value]) => `${key} ${value}`);
  return [
    '# Last full run of `npm run bench`',
    '',
    `Figures: \`${name}\`. Machine: ${facts.join(', ')}. Loopback, medians of ${rounds} alternating rounds; server, database and`,
    'load generator share the processors, so quote the ratios and not the MB/s. Schleuse hashes, seals, syncs and commits before it',
    'answers; the peers answer before their bytes are on the disk ("MB/s on disk" adds the time of a `syncfs`). Downloads come',
    'from the page cache. Peak memory: the processes’ highest resident size, with the database’s share.',
    '',
    text,
  ].join('\n');
}

await run();
