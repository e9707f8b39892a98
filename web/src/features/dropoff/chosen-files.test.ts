import { expect, test } from 'vitest';

import { addFiles, findFaults, type PickedFile } from './chosen-files.ts';

const limits = { maxFileBytes: 10, maxTotalBytes: 100, maxFiles: 3 };

function picked(path: string, size = 1, lastModified = 5): PickedFile {
  return { path, file: new File([new Uint8Array(size)], path.split('/').at(-1) ?? path, { lastModified }) };
}

test('D2: a file picked twice is listed once', () => {
  const first = addFiles([], [picked('a.mdb'), picked('b.mdb')]);
  const second = addFiles(first.files, [picked('a.mdb'), picked('c.mdb')]);
  expect(second.files.map((f) => f.path)).toEqual(['a.mdb', 'b.mdb', 'c.mdb']);
  expect(second.alreadyThere).toBe(1);
});

test('D2: another file of the same name is kept and marked, whichever comes second', () => {
  const { files } = addFiles([], [picked('a.pdf', 1), picked('a.pdf', 2), picked('2025/a.pdf', 2)]);
  const faults = findFaults(files, limits);
  expect(files).toHaveLength(3);
  expect([...faults.values()]).toEqual(['name_taken']);
  expect([...faults.keys()].map(({ path, file }) => [path, file.size])).toEqual([['a.pdf', 2]]);
});

test('D2: a file over the limit is marked, one of exactly the limit is not', () => {
  const { files } = addFiles([], [picked('fits', 10), picked('too-big', 11)]);
  expect([...findFaults(files, limits).keys()].map((f) => f.path)).toEqual(['too-big']);
});

test('D2: files of the operating system stay behind when a folder is chosen, but not when picked by name', () => {
  const added = addFiles(
    [],
    [picked('x/.DS_Store'), picked('x/sub/Thumbs.db'), picked('x/._a.pdf'), picked('Thumbs.db')],
  );
  expect(added.files.map((f) => f.path)).toEqual(['Thumbs.db']);
  expect(added.systemFiles).toBe(3);
});

test('D2: a name with a decomposed umlaut is the same name', () => {
  const { files, alreadyThere } = addFiles([], [picked('Bu\u0308ro.pdf'), picked('B\u00fcro.pdf')]);
  expect(files.map((f) => f.path)).toEqual(['B\u00fcro.pdf']);
  expect(alreadyThere).toBe(1);
});

test('D2: a folder is listed as a file manager shows it', () => {
  const { files } = addFiles([], [picked('B/10.pdf'), picked('B/9.pdf'), picked('A/z.pdf')]);
  expect(files.map((f) => f.path)).toEqual(['A/z.pdf', 'B/9.pdf', 'B/10.pdf']);
});
