import type { FileComparison } from '@schleuse/proofs/compare-files';

import type { CheckedDocument } from './check-receipt.ts';

/** The one sentence above all; `counts` of the files. */
export type Verdict = {
  result: 'forged' | 'files_differ' | 'files_missing' | 'key_unknown' | 'all_same' | 'receipt_only';
  same: number;
  differs: number;
  missing: number;
  extra: number;
};

/** The worst thing that is true comes first. Without files to compare the receipt is judged alone. */
export function judge(checked: CheckedDocument, comparisons: readonly FileComparison[], compared: boolean): Verdict {
  const count = (result: FileComparison['result']) => comparisons.filter((each) => each.result === result).length;
  const counts = { same: count('same'), differs: count('differs'), missing: count('missing'), extra: count('extra') };
  return { result: resultOf(checked, counts, compared), ...counts };
}

function resultOf(
  { report, firmKeyKnown }: CheckedDocument,
  { differs, missing, extra }: Omit<Verdict, 'result'>,
  compared: boolean,
): Verdict['result'] {
  if (!report.genuine) return 'forged';
  if (compared && (differs > 0 || extra > 0)) return 'files_differ';
  if (!firmKeyKnown) return 'key_unknown';
  if (!compared) return 'receipt_only';
  return missing > 0 ? 'files_missing' : 'all_same';
}
