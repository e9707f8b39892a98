import { expect, test } from 'vitest';

import { matchMissing } from './match-missing.ts';

const missing = [
  { path: 'Kasse/2025/konto.mdb', size: 3, lastModified: 7 },
  { path: 'Kasse/2026/konto.mdb', size: 3, lastModified: 8 },
  { path: 'a/same.txt', size: 1, lastModified: 1 },
  { path: 'b/same.txt', size: 1, lastModified: 1 },
];
const file = (name: string, size: number, lastModified: number) =>
  new File([new Uint8Array(size)], name, { lastModified });
const pathsOf = (name: string, size: number, time: number) =>
  matchMissing([{ path: name, file: file(name, size, time) }], missing).map(({ path }) => path);

test('D3: a file sent with its folder is recognised when picked alone', () => {
  expect(pathsOf('konto.mdb', 3, 8)).toEqual(['Kasse/2026/konto.mdb']);
});

test('D3: a file changed since then is not taken for the old one', () => {
  expect(pathsOf('konto.mdb', 3, 9)).toEqual(['konto.mdb']);
  expect(pathsOf('konto.mdb', 4, 8)).toEqual(['konto.mdb']);
});

test('D3: nothing is guessed where two files would fit', () => {
  expect(pathsOf('same.txt', 1, 1)).toEqual(['same.txt']);
});
