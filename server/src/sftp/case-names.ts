/** A case that can be picked up. */
export type Case = { id: string; customerNumber: string; submittedAt: Date };

/**
 * Folder names of cases: `10023_2026-11-21_3f9a1b2c`, customer number, day of arrival and beginning of the case's id,
 * as the firm's pages show it. The whole id stands there where its beginning would be ambiguous.
 */
export function nameCases(cases: readonly Case[], dayOf: (instant: Date) => string): Map<string, Case> {
  const named = new Map<string, Case>();
  const short = cases.map((one) => nameCase(one, dayOf, one.id.slice(0, 8)));
  const counts = Map.groupBy(short, (name) => name.toLowerCase());
  for (const [index, one] of cases.entries()) {
    const name = short[index] ?? '';
    const isClear = counts.get(name.toLowerCase())?.length === 1;
    named.set(isClear ? name : nameCase(one, dayOf, one.id), one);
  }
  return named;
}

/** Customer numbers may hold blanks, dots and slashes: what a folder on Windows cannot, or a shell misreads, is `-`. */
function nameCase({ customerNumber, submittedAt }: Case, dayOf: (instant: Date) => string, id: string): string {
  const number = customerNumber.replace(/[^0-9A-Za-z]+/g, '-').replace(/^-+|-+$/g, '') || 'K';
  return `${number}_${dayOf(submittedAt)}_${id}`;
}
