import type { Firm, OpenedDropoff } from '@schleuse/client/api.types';
import type { ApiProblem } from '@schleuse/client/problem';
import type { UploadQueue } from '@schleuse/client/upload-queue.types';
import type { Receipt } from '@schleuse/proofs/receipt';

import type { ChosenFile } from './chosen-files.ts';
import type { SavedDropoff, SavedFile } from './saved-dropoff.ts';

/** `ended` comes after "Ende"; `unavailable` when the page cannot even begin (`problem` says why). */
export type Stage = 'loading' | 'unavailable' | 'details' | 'files' | 'sending' | 'done' | 'ended';

/** What the person should know on the page that is shown now, beside its own words. */
export type WizardNotice = 'expired' | 'discarded' | 'choose_again';

/** A file the server has whole since before the page was loaded. */
export type ArrivedFile = SavedFile & { uploadId: string };

/** Handing in, after the last byte: `waiting` tries again by itself, `refused` needs the person. */
export type Submitting = 'no' | 'running' | 'waiting' | 'refused';

export type WizardState = {
  readonly stage: Stage;
  readonly firm?: Firm | undefined;
  readonly customerNumber: string;
  readonly note: string;
  /** Set once the server has accepted the customer number. */
  readonly dropoff?: SavedDropoff | undefined;
  /** Files at hand, in the order they were chosen. */
  readonly files: readonly ChosenFile[];
  readonly arrived: readonly ArrivedFile[];
  /** Files of before a reload that must be chosen again. */
  readonly missing: readonly SavedFile[];
  /** Bytes the server had of unfinished files when the page was loaded, by path. */
  readonly received: ReadonlyMap<string, number>;
  /** True when the browser would open dropped files again if the person allowed it. */
  readonly mayReopen: boolean;
  readonly queue?: UploadQueue | undefined;
  readonly submitting: Submitting;
  readonly problem?: ApiProblem | undefined;
  readonly notice?: WizardNotice | undefined;
  readonly receipt?: Receipt | undefined;
};

export const firstState: WizardState = {
  stage: 'loading',
  customerNumber: '',
  note: '',
  files: [],
  arrived: [],
  missing: [],
  received: new Map(),
  mayReopen: false,
  submitting: 'no',
};

/** Everything that belongs to one drop-off, forgotten. */
export function emptied(): Partial<WizardState> {
  const nothing = { dropoff: undefined, queue: undefined, problem: undefined, notice: undefined, receipt: undefined };
  return { ...nothing, files: [], arrived: [], missing: [], received: new Map(), mayReopen: false, submitting: 'no' };
}

/** What is remembered of a drop-off from the moment the server has opened it. */
export function rememberedOf(opened: OpenedDropoff, customerNumber: string, note: string, now: number): SavedDropoff {
  return {
    id: opened.id,
    token: opened.token,
    customerNumber,
    note,
    customerHint: opened.customerHint,
    limits: opened.limits,
    openedAt: now,
    sources: [],
  };
}

/** The list as it is remembered when sending begins. */
export function savedFiles(state: WizardState): SavedFile[] {
  const atHand = state.files.map(({ path, file }) => ({ path, size: file.size, lastModified: file.lastModified }));
  const arrived = state.arrived.map(({ path, size, lastModified }) => ({ path, size, lastModified }));
  return [...arrived, ...atHand];
}
