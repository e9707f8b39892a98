// Inspects the files named, read by their ranges as the server does; prints each answer and this process's memory at its peak.
import { closeSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs';

import { inspectArchive } from '../inspect-archive.ts';

const answers: { code: string; cpuMs: number }[] = [];
for (const path of process.argv.slice(2)) {
  const file = openSync(path, 'r');
  const before = process.cpuUsage();
  const report = await inspectArchive({
    size: fstatSync(file).size,
    async read(offset, length) {
      const bytes = new Uint8Array(length);
      return bytes.subarray(0, readSync(file, bytes, 0, length, offset));
    },
  });
  const { user, system } = process.cpuUsage(before);
  answers.push({ code: report.problems.map(({ code }) => code).join('+'), cpuMs: (user + system) / 1000 });
  closeSync(file);
}
process.stdout.write(JSON.stringify({ answers, peakBytes: peakBytes() }));

/** Linux's maxRSS is the peak of whoever started this process, when that was higher. */
function peakBytes(): number {
  if (process.platform !== 'linux') return process.resourceUsage().maxRSS * 1024;
  const [, kilobytes] = /VmHWM:\s*(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
  return Number(kilobytes) * 1024;
}
