import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

// Figures of processes from /proc (proc(5)); Linux only.

const TICKS_PER_SECOND = 100;

type Stat = { pid: number; parent: number; ticks: number };

function readStat(pid: number): Stat | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The name may hold blanks and brackets: count from the last bracket on.
    const fields = text
      .slice(text.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    // Fields 14 to 17: user and system time, its own and of children it has waited for.
    const ticks = fields.slice(11, 15).reduce((sum, value) => sum + value, 0);
    return { pid, parent: fields[1] ?? 0, ticks };
  } catch {
    return undefined;
  }
}

/** The processes and all their descendants that are alive. */
export function treeOf(roots: readonly number[]): number[] {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => readStat(Number(name)) ?? []);
  const found = new Set(roots);
  for (let grown = true; grown;) {
    grown = false;
    for (const { pid, parent } of all) {
      if (found.has(parent) && !found.has(pid)) {
        found.add(pid);
        grown = true;
      }
    }
  }
  return [...found];
}

/** Processor seconds the trees have used so far, their finished children included. */
export function cpuSecondsOf(roots: readonly number[]): number {
  return treeOf(roots).reduce((sum, pid) => sum + (readStat(pid)?.ticks ?? 0), 0) / TICKS_PER_SECOND;
}

function readKib(path: string, field: string): number {
  try {
    return Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(readFileSync(path, 'latin1'))?.[1] ?? 0);
  } catch {
    return 0;
  }
}

/** Highest resident memory of one process since the last reset, in MB. */
export function peakMemoryOf(pid: number): number {
  return (readKib(`/proc/${pid}/status`, 'VmHWM') * 1024) / 1e6;
}

/** Memory of the trees now, in MB; what processes share is counted once. */
export function sharedMemoryOf(roots: readonly number[]): number {
  return (treeOf(roots).reduce((sum, pid) => sum + readKib(`/proc/${pid}/smaps_rollup`, 'Pss'), 0) * 1024) / 1e6;
}

/** Starts the peak of each process of the trees anew. */
export function resetPeakMemory(roots: readonly number[]): void {
  for (const pid of treeOf(roots)) {
    try {
      writeFileSync(`/proc/${pid}/clear_refs`, '5');
    } catch {
      // Not ours to reset, or gone: its peak counts from its start.
    }
  }
}
