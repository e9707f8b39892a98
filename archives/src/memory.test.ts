import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { hostileOthers, hostileZips } from './testing/hostile-archives.ts';

const program = fileURLToPath(new URL('./testing/inspect-files.ts', import.meta.url));
let folder: string;
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'schleuse-hostile-'))));
afterAll(() => rmSync(folder, { recursive: true }));

test(
  'S1: every hostile archive in one process of less than 256 MiB, each in less than two seconds',
  { timeout: 120_000 },
  () => {
    const archives = [...hostileZips, ...hostileOthers];
    const paths = archives.map(({ make }, n) => {
      const path = join(folder, `${n}`);
      writeFileSync(path, make());
      return path;
    });
    const { stdout, stderr, status } = spawnSync(
      process.execPath,
      [
        '--disable-warning=ExperimentalWarning',
        '--max-old-space-size=96',
        '--max-semi-space-size=8',
        program,
        ...paths,
      ],
      { encoding: 'utf8' },
    );
    expect(status, stderr).toBe(0);
    const { answers, peakBytes } = JSON.parse(stdout) as {
      answers: { code: string; cpuMs: number }[];
      peakBytes: number;
    };
    expect(peakBytes).toBeLessThan(256 * 1024 ** 2);
    for (const [n, { code, cpuMs }] of answers.entries()) {
      expect(code.split('+'), archives[n]?.what).toContain(archives[n]?.code);
      expect(cpuMs, archives[n]?.what).toBeLessThan(2000);
    }
  },
);
