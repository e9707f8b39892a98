import { Readable } from 'node:stream';
import { readFileSync } from 'node:fs';

import { sourceOfBytes } from '@schleuse/archives/byte-source';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { makeZip } from '../../../archives/src/testing/make-zip.ts';
import { openStoredFile } from '../uploads/stored-files.ts';
import { createTestUploads, type TestUploads } from '../uploads/testing/test-uploads.ts';
import { type Archives, createArchives } from './archives.service.ts';
import { createInspectionThread } from './inspection-thread.ts';
import { readRarEntry } from './read-rar-entry.ts';

let t: TestUploads;
let archives: Archives;
let read = 0;

beforeAll(async () => {
  t = await createTestUploads();
  archives = createArchives({
    database: t.database,
    openStoredFile(firmId, fileId, start, end) {
      read += end - start;
      return openStoredFile(t, firmId, fileId, start, end);
    },
  });
});
afterAll(() => t[Symbol.asyncDispose]());

async function store(bytes: Uint8Array): Promise<string> {
  const { actor } = await t.open();
  const body = { stream: Readable.from([Buffer.from(bytes)]) };
  return (await t.uploads.createUpload(actor, { name: 'archiv', length: bytes.length }, body)).id;
}

test('S3: reads the Readme of a stored archive by its ranges, once however often it is asked', async () => {
  const zip = makeZip([
    { name: 'protokoll.bin', data: new Uint8Array(3_000_000), flags: 1 },
    { name: 'Readme.txt', data: 'Telefon 0231 445566', method: 8 },
  ]);
  const id = await store(zip);
  const reports = await Promise.all([archives.inspectFile(t.firmId, id), archives.inspectFile(t.firmId, id)]);
  for (const report of reports) {
    expect(report).toMatchObject({ kind: 'zip', readme: { text: 'Telefon 0231 445566' }, contentsCheckable: false });
  }
  // Not the three megabytes that nobody can look into.
  expect(read).toBeLessThan(1_500_000);
  const before = read;
  await archives.inspectFile(t.firmId, id);
  expect(read).toBe(before);
});

test('S3, threat: what was read in an archive is remembered for good, its erasure notwithstanding', async () => {
  let looks = 0;
  const forgetful = createArchives({
    database: t.database,
    openStoredFile: (firmId, fileId, start, end) => openStoredFile(t, firmId, fileId, start, end),
    inspectSource: async () => ((looks += 1), { ...(await archives.inspectFile(t.firmId, id)) }),
    keptMs: 200,
  });
  const id = await store(makeZip([{ name: 'Readme.txt', data: 'Telefon 0231 445566' }]));
  for (let round = 0; round < 3; round += 1) await forgetful.inspectFile(t.firmId, id);
  expect(looks).toBe(1);
  await expect.poll(() => forgetful.inspectFile(t.firmId, id).then(() => looks)).toBeGreaterThan(1);
});

test('S1: what is no archive is said; what is no file of this firm is not found', async () => {
  const id = await store(new TextEncoder().encode('%PDF-1.7 …'));
  expect(await archives.inspectFile(t.firmId, id)).toMatchObject({
    refused: true,
    problems: [{ code: 'kind_unknown' }],
  });
  const nobody = '00000000-0000-4000-8000-000000000000';
  await expect(archives.inspectFile(t.firmId, nobody)).rejects.toMatchObject({ code: 'not_found' });
  await expect(archives.inspectFile(nobody, id)).rejects.toMatchObject({ code: 'not_found' });
});

type Vectors = { archives: { name: string; base64: string }[] };
const vectors = JSON.parse(
  readFileSync(new URL('../../../archives/vectors/rar.json', import.meta.url), 'utf8'),
) as Vectors;
const sample = (name: string): Buffer =>
  Buffer.from(vectors.archives.find((archive) => archive.name === name)?.base64 ?? '', 'base64');

const lines = (bytes: Uint8Array = new Uint8Array(0)): string[] => Buffer.from(bytes).toString().split('\n');

test('S3: entries packed by RAR are unpacked, whatever lies before them', async () => {
  for (const name of ['rar5-crc.rar', 'seektest.rar', 'rar5-solid-qo.rar']) {
    expect(lines(await readRarEntry(sample(name), { index: 1, size: 2048 }, 64_000)).slice(0, 3)).toEqual([
      '000',
      '001',
      '002',
    ]);
  }
  // A password, an entry that is not there, another size, no archive at all
  expect(await readRarEntry(sample('rar5-psw.rar'), { index: 0, size: 2048 }, 64_000)).toBeUndefined();
  expect(await readRarEntry(sample('rar5-crc.rar'), { index: 7, size: 2048 }, 64_000)).toBeUndefined();
  expect(await readRarEntry(sample('rar5-crc.rar'), { index: 0, size: 9 }, 64_000)).toBeUndefined();
  expect(await readRarEntry(Buffer.from('nothing'), { index: 0, size: 9 }, 64_000)).toBeUndefined();
});

test('S3: the thread reads a Readme packed by RAR', async () => {
  // A compressed file of the sample under another name of the same length, with the header's checksum made new.
  const { renameInRar5 } = await import('../../../archives/src/testing/make-rar.ts');
  const rar = renameInRar5(sample('rar5-crc.rar'), 'stest1.txt', 'readme.txt');
  const report = await createInspectionThread()(sourceOfBytes(rar));
  expect(report).toMatchObject({ kind: 'rar5', refused: false, readmeState: 'read' });
  expect(report.readme?.text.slice(0, 12)).toBe('000\n001\n002\n');
});
