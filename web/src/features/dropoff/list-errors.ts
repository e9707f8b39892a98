import type { FieldError } from '../../ui/error-summary.tsx';
import type { SameKeys } from '../../i18n/words.ts';
import { sumBytes, type ChosenFile, type FileFault } from './chosen-files.ts';
import type { de } from './words.de.ts';
import type { WizardState } from './wizard-state.ts';

/** Where the error summary of step 2 leads. */
export const listFields = { zone: 'drop-zone', faults: 'faulty-files', missing: 'missing-files', list: 'chosen-files' };

/** Bytes of everything on the list of step 2, what has arrived included. */
export function listBytes({ files, arrived }: Pick<WizardState, 'files' | 'arrived'>): number {
  return sumBytes(files.map(({ file }) => file)) + sumBytes(arrived);
}

/** Bytes still to be sent, as far as the page knows: the files at hand, without what the server has of them. */
export function leftBytes({ files, queue, received }: Pick<WizardState, 'files' | 'queue' | 'received'>): number {
  const sent = new Map<unknown, number>(queue?.snapshot().items.map((item) => [item.file.body, item.sent]));
  return files.reduce(
    (left, { path, file }) => left + Math.max(0, file.size - (sent.get(file) ?? received.get(path) ?? 0)),
    0,
  );
}

/** What keeps step 2 from going on; empty when it may. */
export function listErrors(
  state: WizardState,
  faults: ReadonlyMap<ChosenFile, FileFault>,
  t: SameKeys<typeof de>['files'],
): FieldError[] {
  const { files, arrived, missing, dropoff } = state;
  const count = files.length + arrived.length;
  const errors: FieldError[] = [];
  if (missing.length > 0) errors.push({ field: listFields.missing, text: t.stillMissing(missing.length) });
  else if (count === 0) errors.push({ field: listFields.zone, text: t.nothing });
  if (faults.size > 0) errors.push({ field: listFields.faults, text: t.faultyLeft(faults.size) });
  if (!dropoff) return errors;
  const { maxTotalBytes, maxFiles } = dropoff.limits;
  const total = listBytes(state);
  if (total > maxTotalBytes) errors.push({ field: listFields.list, text: t.tooMuch(total, maxTotalBytes) });
  if (count > maxFiles) errors.push({ field: listFields.list, text: t.tooMany(count, maxFiles) });
  return errors;
}
