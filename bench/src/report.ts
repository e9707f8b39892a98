import { median } from './median.ts';
import type { Measurement } from './measure.ts';
import type { Workload } from './workloads.ts';

export type Row = {
  subject: string;
  workload: Workload['name'];
  direction: 'up' | 'down';
  megabytesPerSecond: number;
  /** With the time a peer needs to bring it to the disk. */
  durableMegabytesPerSecond: number;
  filesPerSecond: number;
  cpuSecondsPerGb: number;
  peakMemoryMb: number;
  eventLoopDelayMs: number | null;
};

/** One row a subject, workload and direction: the medians over its rounds. */
export function summarise(measurements: readonly Measurement[], workloads: readonly Workload[]): Row[] {
  const rows: Row[] = [];
  for (const workload of workloads) {
    for (const direction of ['up', 'down'] as const) {
      const here = measurements.filter((m) => m.workload === workload.name && m.direction === direction);
      for (const subject of new Set(here.map((m) => m.subject))) {
        const own = here.filter((m) => m.subject === subject);
        const of = (value: (m: Measurement) => number): number => median(own.map(value));
        const megabytes = (workload.files * workload.bytes) / 1e6;
        rows.push({
          subject,
          workload: workload.name,
          direction,
          megabytesPerSecond: megabytes / of((m) => m.seconds),
          durableMegabytesPerSecond: megabytes / of((m) => m.durableSeconds),
          filesPerSecond: workload.files / of((m) => m.seconds),
          cpuSecondsPerGb: of((m) => m.cpuSecondsPerGb),
          peakMemoryMb: Math.max(...own.map((m) => m.peakMemoryMb)),
          eventLoopDelayMs: own.some((m) => m.eventLoopDelayMs === null)
            ? null
            : Math.max(...own.map((m) => m.eventLoopDelayMs ?? 0)),
        });
      }
    }
  }
  return rows;
}

const columns = ['', 'MB/s', 'MB/s on disk', 'files/s', 'CPU s/GB', 'peak MB', 'loop p99 ms'];

/** The rows as a Markdown table a workload and direction, fastest named first is not sought: the order stays. */
export function formatTables(rows: readonly Row[], workloads: readonly Workload[]): string {
  const out: string[] = [];
  for (const workload of workloads) {
    for (const direction of ['up', 'down'] as const) {
      const here = rows.filter((row) => row.workload === workload.name && row.direction === direction);
      if (here.length === 0) continue;
      const lines = here.map((row) => [
        row.subject,
        number(row.megabytesPerSecond),
        direction === 'up' ? number(row.durableMegabytesPerSecond) : '–',
        number(row.filesPerSecond),
        row.cpuSecondsPerGb.toFixed(2),
        number(row.peakMemoryMb),
        row.eventLoopDelayMs === null ? '–' : row.eventLoopDelayMs.toFixed(1),
      ]);
      out.push(`**${workload.title}, ${direction === 'up' ? 'upload' : 'download'}**`, '', formatTable(lines), '');
    }
  }
  return out.join('\n');
}

function formatTable(lines: string[][]): string {
  const all = [columns, ...lines];
  const widths = columns.map((_, i) => Math.max(...all.map((line) => (line[i] ?? '').length), 3));
  const format = (line: string[]): string =>
    `| ${line.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join(' | ')} |`;
  const rule = `|${widths.map((width, i) => (i === 0 ? '-'.repeat(width + 2) : `${'-'.repeat(width + 1)}:`)).join('|')}|`;
  return [format(columns), rule, ...lines.map(format)].join('\n');
}

function number(value: number): string {
  return value >= 10 ? Math.round(value).toLocaleString('en') : value.toFixed(1);
}
