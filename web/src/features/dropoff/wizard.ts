import type { Api, NewDropoff, ServerUpload } from '@schleuse/client/api.types';
import { ApiProblem } from '@schleuse/client/problem';
import type { UploadQueue } from '@schleuse/client/upload-queue.types';

import { addFiles, identityOf, type AddedFiles, type ChosenFile, type PickedFile } from './chosen-files.ts';
import { discardUploads } from './discard-uploads.ts';
import { findUnfinished, splitArrived } from './find-unfinished.ts';
import { listBytes } from './list-errors.ts';
import { queueFileOf } from './queue-file.ts';
import { reopenSources } from './reopen-sources.ts';
import { matchMissing } from './match-missing.ts';
import type { SavedDropoff, SavedDropoffs, SavedFile } from './saved-dropoff.ts';
import { claimDropoff, releaseDropoff } from './tab-lock.ts';
import { emptied, firstState, rememberedOf, savedFiles, type ArrivedFile, type WizardState } from './wizard-state.ts';

export type WizardDeps = {
  api: Api;
  remembered: SavedDropoffs;
  makeQueue: (dropoff: SavedDropoff) => UploadQueue;
  forgetQueue: (dropoff: SavedDropoff) => void;
  /** Opens a drop-off, with proof of work where the server asks for it. */
  openDropoff: (request: NewDropoff, onProof: () => void) => ReturnType<Api['openDropoff']>;
  /** From the page's address. */
  prefill: { customerNumber: string; firm?: string };
};

export type Wizard = ReturnType<typeof createWizard>;

/** What the wizard's pages show and do, without any of their looks. Actions reject with ApiProblem where said. */
export function createWizard({ api, remembered, makeQueue, forgetQueue, openDropoff, prefill }: WizardDeps) {
  let state: WizardState = { ...firstState, customerNumber: prefill.customerNumber };
  const listeners = new Set<() => void>();
  const set = (change: Partial<WizardState>): void => {
    state = { ...state, ...change };
    for (const listener of listeners) listener();
  };

  async function load(): Promise<void> {
    set({ stage: 'loading' });
    try {
      set({ firm: await api.firm(prefill.firm) });
      await takeUp();
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      set({ stage: 'unavailable', problem: error });
    }
  }

  async function takeUp(): Promise<void> {
    const found = await findUnfinished(api, remembered);
    if (found.kind === 'nothing') return set({ stage: 'details' });
    if (found.kind === 'expired') return set({ stage: 'details', notice: 'expired' });
    const { saved, dropoff } = found;
    const { customerNumber, note } = saved;
    if (found.kind === 'submitted' && dropoff.receipt) {
      return set({ stage: 'done', dropoff: saved, customerNumber, note, receipt: dropoff.receipt });
    }
    const split = splitArrived(saved.files ?? [], dropoff.uploads);
    const notice = saved.files ? {} : { notice: 'choose_again' as const };
    set({ dropoff: saved, customerNumber, note, ...split, ...notice });
    await reopen(false);
    set({ stage: 'files' });
  }

  /** Reads files dropped before a reload again; with `ask` the browser may put its question (only inside a press). */
  async function reopen(ask: boolean): Promise<void> {
    const { picked, mustAsk } = await reopenSources(state.dropoff?.sources ?? [], ask);
    // Before sending began nothing is missing, and all that can be read again belongs on the list.
    const wanted = new Set(state.missing.map(({ path }) => path));
    add(state.dropoff?.files ? picked.filter(({ path }) => wanted.has(path.normalize('NFC'))) : picked);
    set({ mayReopen: mustAsk, ...(state.files.length > 0 && { notice: undefined }) });
  }

  /** Rejects with ApiProblem; `onProof` hears when a proof of work begins, which takes seconds. */
  async function enterDetails(customerNumber: string, note: string, onProof: () => void): Promise<void> {
    const before = state.dropoff;
    if (before?.customerNumber === customerNumber) {
      if (before.note !== note) await api.changeDropoff(before, { note });
      set({ stage: 'files', note, dropoff: { ...before, note } });
      return void remembered.save({ ...before, note });
    }
    const request = { customerNumber, ...(note && { note }), ...(prefill.firm && { firm: prefill.firm }) };
    const opened = await openDropoff(request, onProof);
    if (before) abandon(before);
    const dropoff = rememberedOf(opened, customerNumber, note, Date.now());
    await claimDropoff(dropoff.id);
    set({ ...emptied(), stage: 'files', dropoff, customerNumber, note, files: state.files });
    await remembered.save(dropoff);
  }

  /** Adds to the list of step 2; a missing file that came again is missing no more. */
  function add(picked: readonly PickedFile[], sources: readonly FileSystemHandle[] = []): AddedFiles {
    const already = new Set(state.arrived.map((f) => identityOf({ path: f.path, file: f })));
    const news = picked.filter((f) => !already.has(identityOf({ path: f.path.normalize('NFC'), file: f.file })));
    const added = addFiles(state.files, matchMissing(news, state.missing));
    const paths = new Set(added.files.map(({ path }) => path));
    set({ files: added.files, missing: state.missing.filter(({ path }) => !paths.has(path)) });
    if (sources.length > 0 && state.dropoff) {
      const dropoff = { ...state.dropoff, sources: [...state.dropoff.sources, ...sources] };
      set({ dropoff });
      void remembered.save(dropoff);
    }
    return { ...added, alreadyThere: added.alreadyThere + picked.length - news.length };
  }

  /** Takes files off the list, and off the server where they had begun. */
  async function remove(gone: {
    files?: readonly ChosenFile[];
    arrived?: ArrivedFile;
    missing?: readonly SavedFile[];
  }) {
    const items = new Map(state.queue?.snapshot().items.map((item) => [item.file.body, item.id]));
    const files = new Set(gone.files);
    const missing = new Set(gone.missing);
    set({
      files: state.files.filter((file) => !files.has(file)),
      arrived: state.arrived.filter((file) => file !== gone.arrived),
      missing: state.missing.filter((file) => !missing.has(file)),
    });
    if (gone.arrived && state.dropoff) await api.removeUpload(state.dropoff, gone.arrived.uploadId);
    for (const { file } of files) {
      const item = items.get(file);
      if (item) await state.queue?.remove(item);
    }
    if (state.dropoff && missing.size > 0) {
      const paths = new Set([...missing].map(({ path }) => path));
      const half = (upload: ServerUpload) => upload.state === 'open' && paths.has(upload.relativePath || upload.name);
      await discardUploads(api, state.dropoff, half);
    }
    if (state.dropoff?.files) await rememberList();
    // The last refused file was left out: there is nothing to send any more.
    if (state.stage === 'sending' && state.files.length + state.arrived.length === 0) back();
  }

  async function rememberList(): Promise<void> {
    if (!state.dropoff) return;
    const dropoff = { ...state.dropoff, files: [...savedFiles(state), ...state.missing] };
    set({ dropoff });
    await remembered.save(dropoff);
  }

  async function start(): Promise<void> {
    const dropoff = state.dropoff;
    if (!dropoff) return;
    const queue = state.queue ?? makeQueue(dropoff);
    if (!state.queue) queue.subscribe(() => void (queue.snapshot().state === 'done' && submit()));
    set({ queue, stage: 'sending', submitting: 'no', notice: undefined, problem: undefined });
    await rememberList();
    // Lets the staff see "3 of 5 files" should it never end; sending does not depend on it.
    const expected = { expectedFiles: state.files.length + state.arrived.length, expectedBytes: listBytes(state) };
    await api.changeDropoff(dropoff, expected).catch(() => undefined);
    queue.add(state.files.map(queueFileOf));
    queue.start();
    if (state.files.length === 0 || queue.snapshot().state === 'done') await submit();
  }

  /** Hands everything in. Goes on trying for as long as the server cannot be reached. */
  async function submit(): Promise<void> {
    const dropoff = state.dropoff;
    if (!dropoff || state.stage !== 'sending' || state.submitting === 'running') return;
    set({ submitting: 'running' });
    for (let pause = 1; ; pause = Math.min(30, pause * 2)) {
      try {
        const receipt = await api.submit(dropoff, state.files.length + state.arrived.length);
        state.queue?.close();
        return set({ stage: 'done', receipt, submitting: 'no', queue: undefined, files: [], arrived: [] });
      } catch (error) {
        if (!(error instanceof ApiProblem)) throw error;
        if (!error.passing) return set({ submitting: 'refused', problem: error });
        set({ submitting: 'waiting' });
        await new Promise((resolve) => setTimeout(resolve, pause * 1000));
        set({ submitting: 'running' });
      }
    }
  }

  function back(): void {
    if (state.stage === 'sending') state.queue?.pause();
    set({ stage: state.stage === 'sending' ? 'files' : 'details' });
  }

  /** Ends it for good: what had arrived is taken off the server in the background. */
  async function discard(): Promise<void> {
    if (state.dropoff) abandon(state.dropoff);
    set({ ...emptied(), stage: 'details', notice: 'discarded' });
  }

  function abandon(dropoff: SavedDropoff): void {
    state.queue?.close();
    void discardUploads(api, dropoff);
    forget(dropoff);
  }

  function forget(dropoff: SavedDropoff): void {
    forgetQueue(dropoff);
    void remembered.forget(dropoff.id);
    releaseDropoff(dropoff.id);
  }

  /** "Ende" on the success page: this device forgets the drop-off; it stays delivered. */
  function finish(): void {
    if (state.dropoff) forget(state.dropoff);
    set({ ...emptied(), stage: 'ended', customerNumber: '', note: '' });
  }

  /** Begins a new drop-off; files at hand stay on the list. */
  function startAgain(): void {
    const { files } = state;
    state.queue?.close();
    if (state.dropoff) forget(state.dropoff);
    set({ ...emptied(), stage: 'details', files });
  }

  return {
    state: () => state,
    subscribe(listener: () => void) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    load,
    reopen,
    enterDetails,
    add,
    remove,
    start,
    submit,
    back,
    discard,
    finish,
    startAgain,
  };
}
