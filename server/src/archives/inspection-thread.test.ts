import { gzipSync } from 'node:zlib';

import { sourceOfBytes } from '@schleuse/archives/byte-source';

import { expect, test } from 'vitest';

import { makeZip } from '../../../archives/src/testing/make-zip.ts';
import { createInspectionThread } from './inspection-thread.ts';

const readme = { name: 'Readme.txt', data: 'technik@kirchengemeinde-beispiel.de' };

test('S3: looks into an archive in a thread, one behind the other', async () => {
  const inspect = createInspectionThread();
  const zip = makeZip([readme]);
  const reports = await Promise.all([1, 2, 3].map(async () => await inspect(sourceOfBytes(zip))));
  for (const report of reports) expect(report).toMatchObject({ refused: false, readme: { text: readme.data } });
});

test('S1: an archive that takes more processor time than granted is refused, and the next one answered', async () => {
  const inspect = createInspectionThread({
    cpuMs: 300,
    inspect: { ratio: Infinity, unpackedBytes: Infinity, verifiedBytes: Infinity },
  });
  const member = gzipSync(Buffer.alloc(64 * 1024 ** 2));
  const bomb = Buffer.concat(Array.from({ length: 64 }, () => member));
  const before = process.cpuUsage();
  expect(await inspect(sourceOfBytes(bomb))).toMatchObject({ refused: true, problems: [{ code: 'takes_too_long' }] });
  // All of this process, the start of the thread included; unpacking the four gigabytes would take many seconds.
  const { user, system } = process.cpuUsage(before);
  expect((user + system) / 1000).toBeLessThan(2000);
  expect(await inspect(sourceOfBytes(makeZip([readme])))).toMatchObject({ refused: false });
}, 60_000);

test('S1: an archive that takes more memory than granted is refused, and the next one answered', async () => {
  const inspect = createInspectionThread({
    memoryMegabytes: 24,
    cpuMs: 20_000,
    inspect: { entries: 5_000_000, listedEntries: 5_000_000 },
  });
  const many = makeZip(
    Array.from({ length: 150_000 }, (_, n) => ({ name: `${n}` })),
    { zip64: true },
  );
  expect(await inspect(sourceOfBytes(many))).toMatchObject({ refused: true, problems: [{ code: 'takes_too_long' }] });
  expect(await inspect(sourceOfBytes(makeZip([readme])))).toMatchObject({ refused: false });
}, 60_000);

test('S1: storage that fails is no fault of the archive', async () => {
  const inspect = createInspectionThread();
  const source = { size: 1000, read: async () => await Promise.reject(new Error('gone')) };
  await expect(inspect(source)).rejects.toMatchObject({ code: 'archive_not_inspected' });
  expect(await inspect(sourceOfBytes(makeZip([readme])))).toMatchObject({ refused: false });
});
