import { keptUntil } from './due-moment.ts';
import type { EraseDueDeps } from './erase-due-deps.ts';
import type { Keeper } from './holds.ts';
import { findHoldOn } from './holds.queries.ts';
import type { DueThing } from './perishable.ts';
import { listRules, readTimeZone } from './rules.queries.ts';

export type PreviewItem = Omit<DueThing, 'containerId'> & {
  /** What keeps it on that day; null: it goes. */
  kept: Keeper | null;
};

export type Preview = {
  until: Date;
  /** The first ones due, at most `largestPreview`. */
  items: PreviewItem[];
  /** Of the items. */
  totals: { erased: number; files: number; bytes: number; kept: number };
  /** There is more than is listed. */
  more: boolean;
};

const largestPreview = 1000;

/**
 * What the run would erase until a moment, if nothing happens before: nobody closes, sends or places a hold. A hold
 * that ends before then lets its things go.
 */
export async function foresee(
  deps: Pick<EraseDueDeps, 'database' | 'perishables'>,
  firmId: string,
  until: Date,
): Promise<Preview> {
  return await deps.database.inFirm(firmId, async (tx) => {
    const things: DueThing[] = [];
    for (const perishable of deps.perishables)
      things.push(...(await perishable.foresee(tx, until, largestPreview + 1)));
    const listed = things.toSorted((a, b) => a.due.getTime() - b.due.getTime()).slice(0, largestPreview);
    const minimums = (await listRules(tx)).filter((rule) => rule.containerKind === 'dropoff');
    const timeZone = await readTimeZone(tx);
    const items: PreviewItem[] = [];
    for (const { containerId, ...thing } of listed) {
      const hold = await findHoldOn(tx, containerId, until);
      const least = keptUntil(minimums, { arrival: thing.arrivedAt ?? thing.begunAt }, timeZone);
      const byRule: Keeper | null =
        least === undefined || (least !== 'never' && least <= until)
          ? null
          : { by: 'rule', until: least === 'never' ? null : least };
      const kept: Keeper | null = hold ? { by: 'hold', until: hold.until } : byRule;
      items.push({ ...thing, kept });
    }
    const going = items.filter((item) => !item.kept);
    return {
      until,
      items,
      totals: {
        erased: going.length,
        files: going.reduce((sum, item) => sum + item.files, 0),
        bytes: going.reduce((sum, item) => sum + item.bytes, 0),
        kept: items.length - going.length,
      },
      more: things.length > listed.length,
    };
  });
}
