import { readFileSync } from 'node:fs';

import { expect, test } from 'vitest';

import { sortDrop } from './sort-drop.ts';

const picked = (path: string, text: string) => ({ path, file: new File([text], path) });
const { receipt } = JSON.parse(
  readFileSync(new URL('../../../../proofs/vectors/receipt-log.json', import.meta.url), 'utf8'),
) as { receipt: object };

test('X1: the receipt is found among the files, whatever its name', async () => {
  const drop = [picked('daten.json', '{"a":1}'), picked('kopie.JSON', JSON.stringify(receipt)), picked('a.pdf', 'x')];
  const sorted = await sortDrop(drop, false);
  expect(sorted.receipt?.format).toBe('schleuse-receipt-v1');
  expect(sorted.files.map(({ path }) => path)).toEqual(['daten.json', 'a.pdf']);
  expect(sorted.notReceipt).toBeUndefined();
});

test('G2: so is an erasure certificate, with or without a receipt beside it', async () => {
  const file = readFileSync(new URL('../../../../proofs/vectors/erasure.json', import.meta.url), 'utf8');
  const { certificate } = JSON.parse(file) as { certificate: object };
  const both = [picked('a.json', JSON.stringify(certificate)), picked('b.json', JSON.stringify(receipt))];
  const sorted = await sortDrop(both, false);
  expect([sorted.certificate?.format, sorted.receipt?.format]).toEqual(['schleuse-erasure-v1', 'schleuse-receipt-v1']);
  expect(sorted.files).toEqual([]);
  expect((await sortDrop(both.slice(0, 1), false)).notReceipt).toBeUndefined();
});

test('X1: a JSON file that is no receipt is named, once there is no receipt', async () => {
  expect(await sortDrop([picked('b.json', '{}')], false)).toMatchObject({ notReceipt: 'b.json', files: [] });
  const later = await sortDrop([picked('b.json', '{}')], true);
  expect(later.notReceipt).toBeUndefined();
  expect(later.files).toHaveLength(1);
});
