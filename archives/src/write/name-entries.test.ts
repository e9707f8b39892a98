import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { nameEntries } from './name-entries.ts';

const one = (name: string, relativePath = ''): string | undefined => nameEntries([{ name, relativePath }])[0];

describe('D5: names in the archive', () => {
  test.each([
    ['a.txt', '', 'a.txt'],
    ['a.txt', 'Ordner/Unter/a.txt', 'Ordner/Unter/a.txt'],
    ['x', '../../etc/passwd', 'etc/passwd'],
    ['x', '/etc/passwd', 'etc/passwd'],
    ['x', 'C:\\Windows\\x.dll', 'C_/Windows/x.dll'],
    ['x', 'a/.. ./b', 'a/_/b'],
    ['..', '', 'file'],
    ['nul.txt', '', '_nul.txt'],
    ['a\u0000\u202eb?.txt', '', 'ab_.txt'],
    ['Gro\u0308ße.pdf', '', 'Größe.pdf'],
  ])('%j in %j', (name, path, expected) => expect(one(name, path)).toBe(expected));

  test('duplicates are numbered, in any letter case', () => {
    const files = ['a.txt', 'A.txt', 'a (2).txt', 'a.txt', 'README', 'readme'].map((name) => ({
      name,
      relativePath: '',
    }));
    expect(nameEntries(files)).toEqual(['a.txt', 'A (2).txt', 'a (2) (2).txt', 'a (3).txt', 'README', 'readme (2)']);
  });

  test('ten thousand names that become one do not keep the server from its other work', () => {
    const files = Array.from({ length: 10_000 }, (_, n) => ({
      name: n.toString(2).replaceAll('0', '\u200b').replaceAll('1', '\u2060'),
      relativePath: '',
    }));
    const started = performance.now();
    expect(nameEntries(files).slice(-2)).toEqual(['_ (9999)', '_ (10000)']);
    expect(performance.now() - started).toBeLessThan(2_000);
  });

  test('a file that has the name of a folder is renamed', () => {
    expect(
      nameEntries([
        { name: 'x', relativePath: '' },
        { name: 'y', relativePath: 'x/y' },
      ]),
    ).toEqual(['x (2)', 'x/y']);
  });

  test('never twice, never a path that climbs, whatever arrives', () => {
    const part = fc.constantFrom('a', 'A', '..', '.', '', 'a (2)', 'b.txt', 'B.TXT', '\u202e', 'con', '/', '\\');
    const path = fc.array(part, { maxLength: 4 }).map((parts) => parts.join('/'));
    fc.assert(
      fc.property(fc.array(fc.record({ name: part, relativePath: path }), { maxLength: 12 }), (files) => {
        const names = nameEntries(files);
        expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(files.length);
        for (const name of names) {
          expect(name).not.toMatch(/^\/|\\|(^|\/)\.{1,2}(\/|$)|^$|\/$/);
          expect(names.some((other) => other.toLowerCase().startsWith(`${name.toLowerCase()}/`))).toBe(false);
        }
      }),
    );
  });
});
