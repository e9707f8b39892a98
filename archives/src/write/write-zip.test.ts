import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { findProgram } from '../../../scripts/system-packages.mjs';
import { sourceOfBlob } from '../byte-source.ts';
import { inspectArchive } from '../inspect-archive.ts';
import { bytesOf, makeZip } from '../testing/make-zip.ts';
import { appendToArchive } from './append-to-archive.ts';
import { packZipBlob } from './pack-zip.ts';

const request = { name: 'Readme.txt', text: 'Telefon 0231 / 44 55 66\n' };

test('S4: packs loose files with the request as Readme, and says how far it is', async () => {
  const seen: number[] = [];
  const files = [
    { name: request.name, blob: new Blob([request.text]) },
    { name: 'Ordner/Protokoll.log', blob: new Blob(['Zeile\n'.repeat(100_000)]) },
    { name: 'Ordner/Bild.jpg', blob: new Blob([crypto.getRandomValues(new Uint8Array(50_000))]) },
    { name: 'Ordner/Bild.jpg', blob: new Blob([]) },
  ];
  const zip = await packZipBlob(files, { onProgress: ({ bytes, of }) => seen.push(bytes / of) });
  const report = await inspectArchive(sourceOfBlob(zip));
  expect(report).toMatchObject({ refused: false, problems: [], readme: { text: request.text } });
  expect(report.entries.map(({ name }) => name)).toEqual([
    'Readme.txt',
    'Ordner/Protokoll.log',
    'Ordner/Bild.jpg',
    'Ordner/Bild (2).jpg',
  ]);
  expect(zip.size).toBeLessThan(60_000);
  expect(seen.at(-1)).toBe(1);
  expect(seen).toEqual([...seen].sort((a, b) => a - b));
});

test('S4: packing stops when it is given up', async () => {
  const stop = new AbortController();
  const packing = packZipBlob([{ name: 'a', blob: new Blob([new Uint8Array(10_000_000)]) }], {
    signal: stop.signal,
    onProgress: () => stop.abort(),
  });
  await expect(packing).rejects.toThrow(/abort/i);
});

test('S3: adds the request to a ZIP, and replaces a Readme that is there', async () => {
  const old = new Blob([
    new Uint8Array(
      makeZip(
        [
          { name: 'a.txt', data: 'aaaa', method: 8, descriptor: true },
          { name: 'README.TXT', data: 'ohne Angaben', descriptor: true },
          { name: 'b/c.txt', data: 'c', flags: 1 },
        ],
        { comment: 'Anmerkung' },
      ),
    ),
  ]);
  const more = await appendToArchive('zip', old, { ...request, name: 'Anfrage/Readme.txt' });
  expect(await inspectArchive(sourceOfBlob(more ?? new Blob()))).toMatchObject({
    refused: false,
    entryCount: 4,
    readme: { text: 'ohne Angaben' },
  });
  const replaced = (await appendToArchive('zip', old, request)) ?? new Blob();
  const report = await inspectArchive(sourceOfBlob(replaced));
  expect(report).toMatchObject({ refused: false, entryCount: 3, readme: { name: 'Readme.txt', text: request.text } });
  expect(report.entries.map(({ name }) => name)).toEqual(['a.txt', 'b/c.txt', 'Readme.txt']);
  expect(await replaced.slice(-9).text()).toBe('Anmerkung');
});

test('S3: what cannot be added to is said', async () => {
  expect(await appendToArchive('gz', new Blob([new Uint8Array(bytesOf('x'))]), request)).toBeUndefined();
});

const checkers = [
  { program: '7z', args: (path: string) => ['t', path] },
  { program: 'python3', args: (path: string) => ['-m', 'zipfile', '-t', path] },
].filter(({ program }) => findProgram(program));

test.each(checkers)('S4: $program takes what is packed and added to', async ({ program, args }) => {
  const folder = mkdtempSync(join(tmpdir(), 'schleuse-zip-'));
  try {
    const packed = await packZipBlob([
      { name: 'Größe/a.txt', blob: new Blob(['a'.repeat(100_000)]) },
      { name: 'leer', blob: new Blob([]) },
      { name: 'b.jpg', blob: new Blob([crypto.getRandomValues(new Uint8Array(50_000))]) },
    ]);
    const added = (await appendToArchive('zip', packed, request)) ?? new Blob();
    for (const zip of [
      packed,
      added,
      (await appendToArchive('zip', added, { ...request, text: 'anders' })) ?? new Blob(),
    ]) {
      const path = join(folder, 'a.zip');
      writeFileSync(path, new Uint8Array(await zip.arrayBuffer()));
      const { status, stdout, stderr } = spawnSync(program, args(path), { encoding: 'utf8' });
      expect(status, stdout + stderr).toBe(0);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('S4: more entries than sixteen bits count', { timeout: 60_000 }, async () => {
  const empty = new Blob([]);
  const zip = await packZipBlob(Array.from({ length: 66_000 }, (_, n) => ({ name: `${n}`, blob: empty })));
  expect(await inspectArchive(sourceOfBlob(zip))).toMatchObject({ refused: false, problems: [], entryCount: 66_000 });
  const more = await appendToArchive('zip', zip, request);
  expect(await inspectArchive(sourceOfBlob(more ?? empty))).toMatchObject({
    refused: false,
    entryCount: 66_001,
    readme: { text: request.text },
  });
});
