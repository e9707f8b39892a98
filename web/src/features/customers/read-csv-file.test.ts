import { expect, test } from 'vitest';

import { readCsvFile } from './read-csv-file.ts';

test('a list in UTF-8 stays as it is', async () => {
  expect(await (await readCsvFile(new Blob(['4711;Kirchengemeinde Köln']))).text()).toBe('4711;Kirchengemeinde Köln');
});

test('a list that Excel wrote in Windows-1252 keeps its umlauts', async () => {
  const bytes = Uint8Array.of(0x4b, 0xf6, 0x6c, 0x6e, 0x20, 0x80);
  expect(await (await readCsvFile(new Blob([bytes]))).text()).toBe('Köln €');
});
