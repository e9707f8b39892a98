import { gzipSync } from 'node:zlib';

import { describe, expect, test } from 'vitest';

import type { ArchiveReport } from '../archive-report.ts';
import { sourceOfBlob, sourceOfBytes } from '../byte-source.ts';
import { inspectArchive } from '../inspect-archive.ts';
import { makeTar, type MadeTarEntry, paxRecord } from '../testing/make-tar.ts';
import { appendToArchive } from '../write/append-to-archive.ts';

const request = 'Bitte Rückruf: 0231 44 55 66\n';
const inspect = async (bytes: Uint8Array): Promise<ArchiveReport> => await inspectArchive(sourceOfBytes(bytes));

const code = async (bytes: Uint8Array): Promise<string[]> =>
  (await inspect(bytes)).problems.map((problem) => problem.code);

describe('S1, S3: reading TAR', () => {
  test.each(['ustar', 'gnu', 'v7'] as const)('%s, as it is and in GZ', async (format) => {
    const tar = makeTar([
      { name: 'daten/', type: format === 'v7' ? '\0' : '5', format },
      { name: 'daten/readme.TXT', data: 'tiefer', format },
      { name: './README.txt', data: request, format },
      { name: 'daten/a.bin', data: new Uint8Array(70_000), format },
    ]);
    const expected = {
      readmeState: 'read',
      readme: { name: 'README.txt', text: request },
      refused: false,
      problems: [],
      totalSize: 70_000 + 6 + Buffer.byteLength(request),
    };
    expect(await inspect(tar)).toMatchObject({ kind: 'tar', ...expected });
    expect(await inspect(gzipSync(tar))).toMatchObject({ kind: 'gz', inner: 'tar', ...expected });
  });

  test('long names by pax and by GNU; global pax headers', async () => {
    const long = `${'ordner/'.repeat(40)}größe.txt`;
    const report = await inspect(
      makeTar([
        { name: 'pax_global_header', type: 'g', data: paxRecord('comment', 'abc') },
        { name: 'x', type: 'x', data: paxRecord('path', long) + paxRecord('mtime', '1.5') },
        { name: 'short', data: 'a' },
        { name: '././@LongLink', type: 'L', data: `${long}2\0`, format: 'gnu' },
        { name: 'short', data: 'b', format: 'gnu' },
        { name: 'plain', data: 'c' },
      ]),
    );
    expect(report.entries.map(({ name }) => name)).toEqual([long, `${long}2`, 'plain']);
    expect(report.problems).toEqual([]);
  });

  test('adds the request to a TAR, and replaces one that is there', async () => {
    const tar = new Blob([
      new Uint8Array(
        makeTar([
          { name: 'a', data: 'aaa' },
          { name: './readme.txt', data: 'alt' },
          { name: 'b', data: 'b' },
        ]),
      ),
    ]);
    const changed = (await appendToArchive('tar', tar, { name: 'Readme.txt', text: request })) ?? new Blob();
    const report = await inspectArchive(sourceOfBlob(changed));
    expect(report).toMatchObject({ refused: false, problems: [], readme: { text: request } });
    expect(report.entries.map(({ name }) => name)).toEqual(['a', 'b', 'Readme.txt']);
    expect(changed.size % 10_240).toBe(0);
  });
});

describe('S1: hostile TAR', () => {
  const cases: [string, MadeTarEntry[], string][] = [
    ['a path that climbs', [{ name: '../../etc/cron.d/x', data: 'x' }], 'path_escapes'],
    ['an absolute path', [{ name: '/etc/passwd', data: 'x' }], 'path_escapes'],
    [
      'a path that climbs by pax',
      [{ name: 'x', type: 'x', data: paxRecord('path', 'a/../../x') }, { name: 'x' }],
      'path_escapes',
    ],
    ['a symbolic link that leaves', [{ name: 'a/l', type: '2', linkName: '../../etc' }], 'link_leaves'],
    ['a hard link that leaves', [{ name: 'a/l', type: '1', linkName: '../etc/passwd' }], 'link_leaves'],
    ['an absolute link', [{ name: 'l', type: '2', linkName: '/etc' }], 'link_leaves'],
    [
      'a file behind a link',
      [
        { name: 'l', type: '2', linkName: 'a' },
        { name: 'l/x', data: 'x' },
      ],
      'through_link',
    ],
    [
      'a link by way of another',
      [
        { name: 'l', type: '2', linkName: 'a/b' },
        { name: 'm', type: '2', linkName: 'l/../../x' },
      ],
      'link_leaves',
    ],
    [
      'a link behind a link',
      [
        { name: 'a/b/l', type: '2', linkName: '../..' },
        { name: 'm', type: '2', linkName: 'a/b/l/..' },
      ],
      'through_link',
    ],
    ['a character device', [{ name: 'null', type: '3' }], 'device'],
    ['a block device', [{ name: 'sda', type: '4' }], 'device'],
    ['a pipe', [{ name: 'p', type: '6' }], 'device'],
    ['a part of several', [{ name: 'x', type: 'M', data: 'x' }], 'split_archive'],
    [
      'sizes that differ',
      [
        { name: 'x', type: 'x', data: paxRecord('size', '0') },
        { name: 'a', data: 'x'.repeat(600) },
      ],
      'header_differs',
    ],
    ['a link with bytes', [{ name: 'l', type: '2', linkName: 'a', data: 'x'.repeat(600) }], 'header_differs'],
    ['a negative size', [{ name: 'a', sizeField: new Uint8Array(12).fill(255) }], 'archive_damaged'],
    ['a size beyond the end', [{ name: 'a', sizeField: '77777777777\0' }], 'archive_truncated|bomb'],
    [
      'a sparse file of 8 TB',
      [
        {
          name: 'a',
          type: 'S',
          format: 'gnu',
          patch: (block) => block.set([0x80, 0, 0, 0, 0, 0, 8, 0, 0, 0, 0, 0], 483),
        },
      ],
      'bomb',
    ],
    [
      'a pax header that says a path for all',
      [{ name: 'g', type: 'g', data: paxRecord('path', 'x') }, { name: 'a' }],
      'directory_lies',
    ],
    [
      'a pax header of a wrong length',
      [{ name: 'x', type: 'x', data: '99 path=a\n' }, { name: 'a' }],
      'archive_damaged',
    ],
    ['a name of megabytes', [{ name: 'x', type: 'L', data: 'a'.repeat(100_000) }, { name: 'a' }], 'header_too_large'],
    ['a header with nothing behind', [{ name: 'x', type: 'x', data: paxRecord('path', 'a') }], 'archive_truncated'],
  ];
  test.each(cases)('%s', async (_, entries, wanted) => {
    for (const bytes of [makeTar(entries), gzipSync(makeTar(entries))]) {
      const report = await inspect(bytes);
      expect(report.problems.map((problem) => problem.code).join(' ')).toMatch(new RegExp(`\\b(${wanted})\\b`));
      expect(report.refused).toBe(true);
    }
  });

  test('cut off, with a second archive behind the end, without an end', async () => {
    const tar = makeTar([{ name: 'a', data: 'x'.repeat(5000) }]);
    expect(await code(tar.subarray(0, 3000))).toEqual(['archive_truncated']);
    expect(await code(tar.subarray(0, 600))).toEqual(['archive_truncated']);
    expect(await code(new Uint8Array(Buffer.concat([tar, tar])))).toEqual(['hidden_data']);
    expect(await code(tar.subarray(0, -1024))).toEqual(['end_missing']);
    expect(await code(new Uint8Array(Buffer.concat([tar, new Uint8Array(100_000)])))).toEqual([]);
  });
});
