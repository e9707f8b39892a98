import { gunzipSync, gzipSync } from 'node:zlib';

import { expect, test } from 'vitest';

import type { ArchiveReport } from './archive-report.ts';
import { sourceOfBytes } from './byte-source.ts';
import { inspectArchive } from './inspect-archive.ts';
import { makeRar4, makeRar5 } from './testing/make-rar.ts';
import { makeTar, paxRecord } from './testing/make-tar.ts';
import { makeZip } from './testing/make-zip.ts';
import { mutate, repair, seededRandom } from './testing/mutate.ts';
import { makeRealArchives, readRarVectors } from './testing/real-archives.ts';

const runs = 10_000;
const MIB = 1024 ** 2;

function seeds(): Uint8Array[] {
  const text = { name: 'Readme.txt', data: 'a@b.example '.repeat(50) };
  return [
    makeZip([
      { ...text, method: 8 },
      { name: 'a/b', data: 'x', descriptor: true },
      { name: 'l', data: 'a', madeBy: 798, attributes: 0o120777 * 65_536 },
    ]),
    makeZip([{ name: 'innen.zip', data: makeZip([text]), method: 8 }], { zip64: true, comment: 'Anmerkung' }),
    makeTar([
      { name: 'x', type: 'x', data: paxRecord('path', 'ä/Readme.txt') },
      text,
      { name: 'l', type: '2', linkName: 'a' },
    ]),
    makeTar([
      { name: '././@LongLink', type: 'L', data: `${'o/'.repeat(80)}\0`, format: 'gnu' },
      { ...text, format: 'gnu' },
    ]),
    makeRar4([text, { name: 'ordner', folder: true }, { name: 'l', data: 'a', mode: 0o120777 }]),
    makeRar5([text, { name: 'ordner', folder: true }, { name: 'l', link: { way: 1, target: 'a' } }]),
    ...makeRealArchives().map(({ bytes }) => bytes),
    ...readRarVectors().map(({ bytes }) => bytes),
  ];
}

/** Bytes of a changed archive; every second one with checksums made right, of GZ with the packed bytes changed. */
function change(seed: Uint8Array, run: number, random: () => number): Uint8Array {
  if (run % 2 === 0) return mutate(seed, random);
  if (seed[0] === 0x1f) return gzipSync(repair(mutate(gunzipSync(seed), random)), { level: 1 });
  return repair(mutate(seed, random));
}

function check(report: ArchiveReport, what: string): void {
  const { entries, problems, refused, entryCount } = report;
  expect(entries.length, what).toBeLessThanOrEqual(entryCount);
  expect(refused, what).toBe(problems.some(({ level }) => level === 'refused'));
  const taken = refused ? [] : entries;
  for (const { name } of entries) expect(name, what).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
  for (const { name } of taken) expect(name, what).not.toMatch(/^(\/|[a-z]:)|(^|\/)\.\.(\/|$)/i);
}

test(`S1: ${runs} changed archives: no crash, no hang, no memory gone`, { timeout: 240_000 }, async () => {
  const all = seeds();
  const random = seededRandom(20_260_101);
  const answers = new Map<string, number>();
  const before = process.memoryUsage();
  let slowest = 0;
  for (let run = 0; run < runs; run++) {
    const bytes = change(all[run % all.length] ?? new Uint8Array(0), run, random);
    const begun = process.cpuUsage();
    const report = await inspectArchive(sourceOfBytes(bytes), { verifiedBytes: 4 * MIB });
    const { user, system } = process.cpuUsage(begun);
    slowest = Math.max(slowest, (user + system) / 1000);
    check(report, `run ${run}`);
    const answer = report.problems.find(({ level }) => level === 'refused')?.code ?? 'taken';
    answers.set(answer, (answers.get(answer) ?? 0) + 1);
  }
  const after = process.memoryUsage();
  expect(slowest).toBeLessThan(2000);
  expect(after.rss - before.rss).toBeLessThan(256 * MIB);
  // The changes reach all rooms of the house, not only its doors.
  expect([...answers.keys()].length).toBeGreaterThan(14);
  expect(answers.get('taken')).toBeGreaterThan(runs / 20);
});
