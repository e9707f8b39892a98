import type { ArchiveKind } from '@schleuse/archives/archive-report';
import { expect, test } from 'vitest';

import type { ChosenFile } from '../dropoff/chosen-files.ts';
import { planPacking } from './plan-packing.ts';

const chosen = (path: string): ChosenFile => ({ path, file: new File([path], path) });
const plan = (loose: ChosenFile[], lacking: ChosenFile[] = [], taken: string[] = []) =>
  planPacking({
    loose,
    lacking,
    taken,
    most: 1000,
    looseNeedReadme: true,
    readme: 'Bitte',
    kindOf: ({ path }) => path.slice(path.lastIndexOf('.') + 1).replace('rar', 'rar5') as ArchiveKind,
    words: { archiveName: 'Dateien', withReadme: (name) => `${name}-mit-Readme` },
  }).map(({ order: { name, files, readme, appendTo } }) => ({
    name,
    paths: files.map(({ path }) => path),
    ...(readme && { readme }),
    ...(appendTo && { appendTo }),
  }));

test('S4: all loose files go into one ZIP, named after the one file or the one folder', () => {
  const readme = 'Bitte';
  expect(plan([chosen('kasse.log')])).toEqual([{ name: 'kasse.zip', paths: ['kasse.log'], readme }]);
  expect(plan([chosen('a/b.log'), chosen('a/c/d.log')])).toEqual([
    { name: 'a.zip', paths: ['b.log', 'c/d.log'], readme },
  ]);
  const mixed = plan([chosen('a/b.log'), chosen('c.log')], [], ['Dateien.zip']);
  expect(mixed).toEqual([{ name: 'Dateien-2.zip', paths: ['a/b.log', 'c.log'], readme }]);
});

test('S3: a ZIP and a TAR get the Readme as they are, others go into a ZIP with it', () => {
  const archives = ['a.zip', 'o/b.tar', 'c.rar', 'd.tar.gz'].map(chosen);
  expect(plan([], archives).map(({ name, paths, appendTo }) => [name, paths[0], appendTo])).toEqual([
    ['a-mit-Readme.zip', 'a.zip', 'zip'],
    ['b-mit-Readme.tar', 'b.tar', 'tar'],
    ['c-mit-Readme.zip', 'c.rar', undefined],
    ['d-mit-Readme.zip', 'd.tar.gz', undefined],
  ]);
});
