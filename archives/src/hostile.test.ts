import { readFileSync } from 'node:fs';

import { describe, expect, test } from 'vitest';

import { problemLevels } from './archive-problem.ts';
import { sourceOfBytes } from './byte-source.ts';
import { inspectArchive } from './inspect-archive.ts';
import { hostileOthers, hostileZips, lockedArchives, quotedBomb } from './testing/hostile-archives.ts';

describe('S1: hostile archives are refused for the right reason, each in less than two seconds of processor time', () => {
  test.each([...hostileZips, ...hostileOthers])('$what: $code', async ({ make, code }) => {
    const bytes = make();
    const before = process.cpuUsage();
    const report = await inspectArchive(sourceOfBytes(bytes));
    const { user, system } = process.cpuUsage(before);
    expect(report.problems.map((problem) => problem.code)).toContain(code);
    expect(report.refused).toBe(true);
    expect((user + system) / 1000).toBeLessThan(2000);
  });

  test('the bombs are as small and as large as they are famous for', () => {
    expect(quotedBomb(250).length).toBeLessThan(60_000);
  });
});

describe('S5: what a password keeps closed is taken, and said', () => {
  test.each(lockedArchives)('$what', async ({ make, code }) => {
    const report = await inspectArchive(sourceOfBytes(make()));
    expect(report.problems.map((problem) => problem.code)).toEqual([code]);
    expect(report).toMatchObject({ refused: false, contentsCheckable: false });
  });
});

test('S1: every code is said in a sentence, and every reason to refuse is reached by a hostile archive or the thread', () => {
  const pages = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  const sentences = new Set([...pages.matchAll(/^\| `(\w+)` \|/gm)].map(([, code]) => code));
  expect([...sentences].toSorted()).toEqual(Object.keys(problemLevels).toSorted());
  const reached = new Set([...hostileZips, ...hostileOthers].map(({ code }) => code));
  const refusals = Object.entries(problemLevels).filter(([, level]) => level === 'refused');
  expect(refusals.map(([code]) => code).filter((code) => !reached.has(code as never))).toEqual(['takes_too_long']);
});
