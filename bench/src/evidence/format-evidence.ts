import type { UploadCost } from './cost-to-uploads.ts';
import type { LogFigures } from './measure-log.ts';

type Result = { measuredAt: string; machine: Record<string, string | number>; log: LogFigures; uploads: UploadCost[] };

/** The page beside evidence.json, for people. */
export function formatEvidence({ measuredAt, machine, log, uploads }: Result): string {
  const facts = Object.entries(machine).map(([key, value]) => `${key} ${value}`);
  const { bytesPerMillion: size } = log;
  return [
    '# What the evidence log costs (`node bench/src/measure-evidence.ts`)',
    '',
    `Figures: \`evidence.json\`, ${measuredAt.slice(0, 10)}. Machine: ${facts.join(', ')}.`,
    '',
    '| | |',
    '|---|---:|',
    `| events appended a second, each durable, ${log.writers} at once | ${log.appendedPerSecond.toFixed(0)} |`,
    `| the same until proven: under a signed checkpoint | ${log.provenPerSecond.toFixed(0)} |`,
    `| sequencing of a backlog, events a second | ${log.sequencedPerSecond.toFixed(0)} |`,
    `| one event on an idle server until proven | ${log.idleMs.toFixed(0)} ms |`,
    `| size of a million events: rows, leaves, tiles | ${megabytes(size.events)}, ${megabytes(size.leaves)}, ${megabytes(size.tiles)} |`,
    `| to make an inclusion proof | ${log.proveMs.toFixed(1)} ms |`,
    `| to verify a receipt with everything on it | ${log.verifyReceiptMs.toFixed(2)} ms |`,
    '',
    'Uploads with and without events, in turn, medians (goal: under 3 %):',
    '',
    '| | time | processor time |',
    '|---|---:|---:|',
    ...uploads.map((each) => `| ${each.workload} | ${percent(each.costPercent)} | ${percent(each.processorPercent)} |`),
    '',
  ].join('\n');
}

const percent = (value: number): string => `${value.toFixed(1)} %`;
const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(0)} MB`;
