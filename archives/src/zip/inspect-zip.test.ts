import { describe, expect, test } from 'vitest';

import { sourceOfBytes } from '../byte-source.ts';
import { detectKind } from '../detect-kind.ts';
import { inspectArchive } from '../inspect-archive.ts';
import { makeZip } from '../testing/make-zip.ts';

const request = 'Guten Tag,\nbitte melden: technik@kirchengemeinde-beispiel.de\n';

describe('S1, S3: reading ZIP', () => {
  test('lists entries and reads the Readme, packed or not, in any case, one folder down', async () => {
    for (const [name, method] of [
      ['Readme.txt', 0],
      ['README.TXT', 8],
      ['fall 7/ReadMe.txt', 8],
      ['fall 7\\readme.txt', 8],
    ] as const) {
      const zip = makeZip([
        { name: 'daten/', data: '' },
        { name, data: request, method },
        { name: 'daten/größe.bin', data: 'x', flags: 2048 },
      ]);
      expect(await detectKind(sourceOfBytes(zip))).toBe('zip');
      const report = await inspectArchive(sourceOfBytes(zip));
      expect(report).toMatchObject({
        kind: 'zip',
        readmeState: 'read',
        refused: false,
        contentsCheckable: true,
        entryCount: 3,
      });
      expect(report.readme).toEqual({ name: name.replace('\\', '/'), text: request });
      expect(report.entries.map(({ name: shown, kind }) => [shown, kind])).toEqual([
        ['daten', 'folder'],
        [name.replace('\\', '/'), 'file'],
        ['daten/größe.bin', 'file'],
      ]);
    }
  });

  test('a Readme deeper down is none', async () => {
    const report = await inspectArchive(sourceOfBytes(makeZip([{ name: 'a/b/Readme.txt', data: request }])));
    expect(report).toMatchObject({ readmeState: 'missing', refused: false });
  });
});
