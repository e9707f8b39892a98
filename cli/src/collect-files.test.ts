import { mkdir, mkdtempDisposable, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { collectFiles } from './collect-files.ts';

test('D2: files by name, folders with all they hold, links not followed', async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'collect-'));
  const at = (path: string): string => join(folder.path, path);
  await mkdir(at('Belege/2025/leer'), { recursive: true });
  for (const path of ['a.txt', 'Belege/b.txt', 'Belege/2025/c.txt']) await writeFile(at(path), 'x');
  await symlink('/etc', at('Belege/etc'));
  const { files, skipped } = await collectFiles([at('a.txt'), at('Belege/')]);
  expect(files.map(({ name, relativePath }) => [name, relativePath])).toEqual([
    ['a.txt', ''],
    ['c.txt', 'Belege/2025/c.txt'],
    ['b.txt', 'Belege/b.txt'],
  ]);
  expect(skipped).toEqual([at('Belege/etc')]);
});

test('D2: two files of one name both arrive, under names of their own', async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'collect-'));
  const paths: string[] = [];
  for (const [index, name] of ['Beleg.pdf', 'beleg.PDF', 'Beleg.pdf', 'ohne'].entries()) {
    await mkdir(join(folder.path, String(index)));
    paths.push(join(folder.path, String(index), name));
    await writeFile(paths[index] ?? '', 'x');
  }
  const { files } = await collectFiles([...paths, paths[3] ?? '']);
  expect(files.map(({ name }) => name)).toEqual(['Beleg.pdf', 'beleg (2).PDF', 'Beleg (3).pdf', 'ohne', 'ohne (2)']);
});

test('a path that is not there is an error that names it', async () => {
  await expect(collectFiles(['/nicht/da'])).rejects.toMatchObject({ code: 'ENOENT', path: '/nicht/da' });
});
