import { crc32 } from 'node:zlib';

import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { sourceOfBytes } from './byte-source.ts';
import { decodeText } from './decode-text.ts';
import { checkPath, resolveTarget } from './entry-path.ts';
import { inspectArchive } from './inspect-archive.ts';
import { fields } from './bytes.ts';
import { bytesOf, type MadeEntry, makeZip } from './testing/make-zip.ts';

async function shown(entry: MadeEntry): Promise<{ name: string | undefined; codes: string[] }> {
  const report = await inspectArchive(sourceOfBytes(makeZip([entry])));
  return { name: report.entries[0]?.name, codes: report.problems.map(({ code }) => code) };
}

function unicodeField(raw: Uint8Array, name: string, crc = crc32(raw)): Uint8Array {
  const text = bytesOf(name);
  return new Uint8Array(
    Buffer.concat([
      fields([
        [0x7075, 2],
        [text.length + 5, 2],
        [1, 1],
        [crc, 4],
      ]),
      text,
    ]),
  );
}

describe('S1: names in archives', () => {
  const dos = Uint8Array.of(0x47, 0x72, 0x94, 0xe1, 0x65);
  const unix = 3 * 256 + 30;
  test.each<[string, MadeEntry, string]>([
    ['UTF-8 by its flag', { name: 'Größe', flags: 2048 }, 'Größe'],
    ['UTF-8 without a flag', { name: 'Größe' }, 'Größe'],
    ['CP437 and CP850 alike', { name: dos }, 'Größe'],
    ['CP437', { name: Uint8Array.of(0x41, 0x9e) }, 'A₧'],
    ['CP850', { name: Uint8Array.of(0x46, 0xb7, 0xb5, 0xc6) }, 'FÀÁã'],
    ['the Unicode field', { name: dos, extra: unicodeField(dos, 'Größer') }, 'Größer'],
    ['a Unicode field of another name', { name: dos, extra: unicodeField(dos, 'anders', 1) }, 'Größe'],
    ['a flag that lies', { name: dos, flags: 2048 }, 'Größe'],
    ['UTF-8 of Unix', { name: '日本', madeBy: unix }, '日本'],
  ])('%s', async (_, entry, name) => expect(await shown(entry)).toEqual({ name, codes: [] }));

  test.each<[string, MadeEntry, { name: string; codes: string[] }]>([
    [
      'a mark that turns the direction',
      { name: 'bild\u202egpj.exe' },
      { name: 'bild\ufffdgpj.exe', codes: ['name_cleaned'] },
    ],
    ['control characters', { name: 'a\u001b[31mb' }, { name: 'a\ufffd[31mb', codes: ['name_cleaned'] }],
    ['invisible characters', { name: 'a\u200bb\u00ad' }, { name: 'a\ufffdb\ufffd', codes: ['name_cleaned'] }],
    ['NUL', { name: 'a.txt\0.exe' }, { name: 'a.txt\ufffd.exe', codes: ['name_with_nul'] }],
    ['backslashes', { name: 'a\\b' }, { name: 'a/b', codes: ['backslashes'] }],
    [
      'the Unicode field climbs',
      { name: dos, extra: unicodeField(dos, '../x') },
      { name: '../x', codes: ['path_escapes'] },
    ],
    ['very long', { name: 'x'.repeat(5000) }, { name: `${'x'.repeat(1023)}…`, codes: ['name_long'] }],
    ['no name', { name: '' }, { name: '.', codes: [] }],
  ])('%s', async (_, entry, expected) => expect(await shown(entry)).toEqual(expected));

  test('S1: one name twice, in other letters too', async () => {
    const report = await inspectArchive(sourceOfBytes(makeZip([{ name: 'A.txt' }, { name: 'a.TXT' }])));
    expect(report).toMatchObject({ refused: false, problems: [{ code: 'name_twice', entry: 'a.TXT' }] });
  });

  test('S1: no path that is let pass leads out of a folder', () => {
    const part = fc.constantFrom('..', '.', '', 'a', 'b', '.. ', ' ..', '...', 'c:', '\\', '/', '\0', '\u202e..');
    const property = fc.property(
      fc.array(fc.tuple(part, fc.constantFrom('/', '\\', '')), { maxLength: 8 }),
      (parts) => {
        const path = parts.flat().join('');
        const { problems, parts: checked } = checkPath(path);
        const depths = path
          .split(/[/\\]/)
          .reduce<number[]>(
            (all, step) => [...all, (all.at(-1) ?? 0) + (/^[. ]*$/.test(step) && step.includes('..') ? -1 : 1)],
            [],
          );
        const climbs = depths.some((depth) => depth < 0) || /^[/\\]/.test(path) || /^[a-z]:/i.test(path);
        expect(climbs && !problems.includes('path_escapes')).toBe(false);
        expect(checked.includes('..') && !problems.includes('path_escapes')).toBe(false);
      },
    );
    fc.assert(property, { numRuns: 2000 });
  });

  test('S1: no target of a link that is let pass lies outside', () => {
    const step = fc.constantFrom('..', '.', 'a', 'b', '');
    const property = fc.property(fc.array(step, { maxLength: 4 }), fc.array(step, { maxLength: 8 }), (from, target) => {
      const folders = from.filter((each) => each === 'a' || each === 'b');
      const resolved = resolveTarget(folders, target.join('/'));
      let depth = folders.length;
      const lowest = Math.min(
        ...target.map((each) => (depth += each === '..' ? -1 : each === 'a' || each === 'b' ? 1 : 0)),
        0,
      );
      const isAbsolute = target.length > 1 && target[0] === '';
      expect(resolved === undefined).toBe(lowest < 0 || isAbsolute);
    });
    fc.assert(property, { numRuns: 2000 });
  });
});

describe('S3: text of a Readme', () => {
  test.each<[string, Uint8Array, string]>([
    ['UTF-8', bytesOf('Größe €'), 'Größe €'],
    ['UTF-8 with a mark', bytesOf('\ufeffGröße'), 'Größe'],
    ['UTF-16, low byte first', new Uint8Array(Buffer.from('\ufeffGröße', 'utf16le')), 'Größe'],
    ['UTF-16, high byte first', new Uint8Array(Buffer.from('\ufeffGröße', 'utf16le').swap16()), 'Größe'],
    ['Windows-1252', Uint8Array.of(0x47, 0x72, 0xf6, 0xdf, 0x65, 0x20, 0x80), 'Größe €'],
    ['nothing', new Uint8Array(0), ''],
  ])('%s', (_, bytes, text) => expect(decodeText(bytes)).toBe(text));

  test('a Readme of gigabytes is read to 64 KiB, and a letter cut there is no reason to read it wrongly', async () => {
    const long = makeZip([{ name: 'readme.txt', data: `a${'ö'.repeat(40_000)}`, method: 8 }]);
    const { readme } = await inspectArchive(sourceOfBytes(long), { verifiedBytes: 0 });
    expect(readme?.text).toBe(`a${'ö'.repeat(32_767)}`);
  });
});
