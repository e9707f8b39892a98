import type { ServerUpload } from '@schleuse/client/api.types';
import { expect, test } from 'vitest';

import { splitArrived } from './find-unfinished.ts';

const saved = [
  { path: 'Kasse.mdb', size: 10, lastModified: 1 },
  { path: 'Belege/1.pdf', size: 5, lastModified: 1 },
  { path: 'neu.txt', size: 3, lastModified: 1 },
];
const upload = (path: string, length: number, received: number): ServerUpload => ({
  id: path,
  name: path.slice(path.lastIndexOf('/') + 1),
  relativePath: path.includes('/') ? path : '',
  mediaType: '',
  length,
  received,
  state: received === length ? 'complete' : 'open',
});

test('D3: after a reload only what the server has not whole is asked for', () => {
  const split = splitArrived(saved, [upload('Belege/1.pdf', 5, 5), upload('Kasse.mdb', 10, 4)]);
  expect(split.arrived.map(({ path, uploadId }) => [path, uploadId])).toEqual([['Belege/1.pdf', 'Belege/1.pdf']]);
  expect(split.missing.map(({ path }) => path)).toEqual(['Kasse.mdb', 'neu.txt']);
  expect([...split.received]).toEqual([['Kasse.mdb', 4]]);
});

test('D3: a whole file of another size is not the one remembered', () => {
  expect(splitArrived(saved, [upload('Kasse.mdb', 11, 11)]).arrived).toEqual([]);
});
