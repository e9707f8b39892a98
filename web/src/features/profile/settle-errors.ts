import type { SameKeys } from '../../i18n/words.ts';
import type { FieldError } from '../../ui/error-summary.tsx';
import type { SortedFiles } from './sort-files.ts';
import type { de } from './words.de.ts';

/** Where the error summary leads. */
export const settleFields = { refused: 'refused-archives', pack: 'pack-panel' };

/** What of the archives keeps step 2 from going on; empty when nothing does, as far as they were looked into. */
export function settleErrors(sorted: SortedFiles, t: SameKeys<typeof de>['files']): FieldError[] {
  const { refused, loose, lacking } = sorted;
  const errors: FieldError[] = [];
  if (refused.length > 0) errors.push({ field: settleFields.refused, text: t.refusedLeft(refused.length) });
  if (loose.length > 0) errors.push({ field: settleFields.pack, text: t.packFirst(loose.length) });
  if (lacking.length > 0) errors.push({ field: settleFields.pack, text: t.readmeFirst(lacking.length) });
  return errors;
}
