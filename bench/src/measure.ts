import { execFileSync } from 'node:child_process';

import type { Generator } from './load/start-generator.ts';
import type { LoadRequest } from './load/load-messages.ts';
import { cpuSecondsOf, peakMemoryOf, resetPeakMemory, sharedMemoryOf, treeOf } from './process-tree.ts';
import type { Subject } from './subjects/subject.ts';
import type { Workload } from './workloads.ts';

export type Measurement = {
  subject: string;
  workload: Workload['name'];
  direction: 'up' | 'down';
  round: number;
  seconds: number;
  /** As `seconds`, until everything is on the disk: ours is then anyway, peers are helped by syncfs(2). */
  durableSeconds: number;
  /** Of all its processes, database included. */
  cpuSecondsPerGb: number;
  /** Highest resident memory of its processes plus the database's share, MB. */
  peakMemoryMb: number;
  /** 99th percentile in ms, where the server tells it. */
  eventLoopDelayMs: number | null;
  clientCpuSeconds: number;
};

/** Runs one load against one subject and takes its figures. */
export async function measure(
  generator: Generator,
  subject: Subject,
  run: { workload: Workload; direction: 'up' | 'down'; round: number; requests: LoadRequest[]; slow?: number },
): Promise<Measurement> {
  const { workload } = run;
  // Nobody starts with what another one left to be written.
  syncFileSystem(subject.directory);
  const [main, ...helpers] = subject.pids;
  resetPeakMemory(subject.pids);
  await subject.eventLoopDelay();
  let helperMb = sharedMemoryOf(helpers);
  const sampler = setInterval(() => (helperMb = Math.max(helperMb, sharedMemoryOf(helpers))), 500);
  const cpuBefore = cpuSecondsOf(subject.pids);
  const started = performance.now();
  const load = {
    port: subject.port,
    connections: workload.connections,
    requests: run.requests,
    bytesPerSecond: run.slow ?? null,
  };
  const result = await generator.run(load).finally(() => clearInterval(sampler));
  if (run.direction === 'up') syncFileSystem(subject.directory);
  const durableSeconds = (performance.now() - started) / 1000;
  const gigabytes = (workload.files * workload.bytes) / 1e9;
  const helperPids = new Set(treeOf(helpers));
  const ownPids = treeOf(main === undefined ? [] : [main]).filter((pid) => !helperPids.has(pid));
  return {
    subject: subject.name,
    workload: workload.name,
    direction: run.direction,
    round: run.round,
    seconds: result.seconds,
    durableSeconds: Math.max(durableSeconds, result.seconds),
    cpuSecondsPerGb: (cpuSecondsOf(subject.pids) - cpuBefore) / gigabytes,
    peakMemoryMb: ownPids.reduce((sum, pid) => sum + peakMemoryOf(pid), helperMb),
    eventLoopDelayMs: await subject.eventLoopDelay(),
    clientCpuSeconds: result.clientCpuSeconds,
  };
}

function syncFileSystem(directory: string): void {
  execFileSync('sync', ['--file-system', directory]);
}
