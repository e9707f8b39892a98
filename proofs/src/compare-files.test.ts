import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { compareFiles } from './compare-files.ts';
import type { ReceiptFile } from './receipt.ts';

const file = (name: string, content: number, size = 5): ReceiptFile => ({
  name,
  size,
  sha256: content.toString(16).padStart(64, '0'),
});
const short = (receiptFiles: ReceiptFile[], found: ReceiptFile[]): string[] =>
  compareFiles({ files: receiptFiles }, found).map((each) => `${each.name}: ${each.result}`);

describe('X1: files beside a receipt', () => {
  test('same, differs, missing, extra', () => {
    expect(short([file('a', 1), file('b', 2), file('c', 3)], [file('b', 9), file('d', 4), file('a', 1)])).toEqual([
      'a: same',
      'b: differs',
      'c: missing',
      'd: extra',
    ]);
  });

  test('a renamed file is the same and says its name', () => {
    expect(compareFiles({ files: [file('a', 1)] }, [file('b', 1)])).toEqual([
      { result: 'same', name: 'a', expected: file('a', 1), foundAs: 'b' },
    ]);
  });

  test('same hash but another size differs', () => {
    expect(short([file('a', 1, 5)], [file('a', 1, 6)])).toEqual(['a: differs']);
  });

  test('two files with one name keep their own partners', () => {
    expect(short([file('a', 1), file('a', 2)], [file('y/a', 2), file('x/a', 1)])).toEqual(['a: same', 'a: same']);
    expect(short([file('a', 1), file('a', 2)], [file('a', 2)])).toEqual(['a: missing', 'a: same']);
  });

  test('a name without its folder is found, and names composed or decomposed are one', () => {
    expect(short([file('Ordner/a', 1)], [file('a', 2)])).toEqual(['Ordner/a: differs']);
    expect(short([file('Gr\u00f6\u00dfe', 1)], [file('Gro\u0308\u00dfe', 2)])).toEqual(['Gr\u00f6\u00dfe: differs']);
  });

  test('every file is answered once, whatever is put beside whatever', () => {
    const files = fc.array(fc.record({ name: fc.constantFrom('a', 'b', 'x/a', 'x/b'), content: fc.nat(3) }));
    fc.assert(
      fc.property(files, files, (expected, found) => {
        const results = compareFiles(
          { files: expected.map((each) => file(each.name, each.content)) },
          found.map((each) => file(each.name, each.content)),
        );
        expect(results.filter((each) => each.result !== 'extra')).toHaveLength(expected.length);
        expect(results.filter((each) => each.result !== 'missing')).toHaveLength(found.length);
      }),
    );
  });
});
