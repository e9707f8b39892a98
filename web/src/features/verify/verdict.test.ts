import type { FileComparison } from '@schleuse/proofs/compare-files';
import { expect, test } from 'vitest';

import type { CheckedDocument } from './check-receipt.ts';
import { judge } from './verdict.ts';

const checked = (genuine: boolean, firmKeyKnown = true) =>
  ({ report: { genuine }, firmKeyKnown, logKeyKnown: true, fingerprint: '' }) as CheckedDocument;
const files = (...results: FileComparison['result'][]) => results.map((result) => ({ result }) as FileComparison);

test('X1: the worst thing that is true comes first', () => {
  expect(judge(checked(false), files('same'), true).result).toBe('forged');
  expect(judge(checked(true), files('same', 'differs', 'missing'), true).result).toBe('files_differ');
  expect(judge(checked(true), files('same', 'extra'), true).result).toBe('files_differ');
  expect(judge(checked(true, false), files('same'), true).result).toBe('key_unknown');
  expect(judge(checked(true), files('same', 'missing'), true).result).toBe('files_missing');
  expect(judge(checked(true), files('same', 'same'), true)).toMatchObject({ result: 'all_same', same: 2 });
  expect(judge(checked(true), files('missing'), false).result).toBe('receipt_only');
});
