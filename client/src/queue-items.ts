import type { ApiProblem } from './problem.ts';
import type { ItemState, QueueFile, QueueItem } from './upload-queue.types.ts';

/** A file in the queue, as the queue itself works with it. */
export type Item = {
  readonly id: string;
  readonly file: QueueFile;
  state: ItemState;
  sent: number;
  uploadId: string | undefined;
  resumedFrom: number | undefined;
  problem: ApiProblem | undefined;
  /** Failures in a row, and the time (Date.now) before which it is not tried again. */
  failures: number;
  notBefore: number;
  /** Where the last try began, to see whether tries get anywhere. */
  lastStart: number | undefined;
  /** An upload was asked for and the answer never seen. */
  lost: boolean;
  stop: AbortController | undefined;
  /** The try under way; never rejects. */
  trying: Promise<void> | undefined;
};

let lastId = 0;

export function newItem(file: QueueFile): Item {
  lastId += 1;
  return {
    id: String(lastId),
    file,
    state: 'waiting',
    sent: 0,
    uploadId: undefined,
    resumedFrom: undefined,
    problem: undefined,
    failures: 0,
    notBefore: 0,
    lastStart: undefined,
    lost: false,
    stop: undefined,
    trying: undefined,
  };
}

const views = new WeakMap<Item, QueueItem>();

/** What is shown of an item: the same object as before when nothing of it changed. */
export function viewOf(item: Item): QueueItem {
  const { id, file, state, sent, uploadId, resumedFrom, problem } = item;
  const before = views.get(item);
  const same =
    before &&
    before.state === state &&
    before.sent === sent &&
    before.uploadId === uploadId &&
    before.resumedFrom === resumedFrom &&
    before.problem === problem;
  if (same) return before;
  const view: QueueItem = {
    id,
    file,
    state,
    sent,
    ...(uploadId !== undefined && { uploadId }),
    ...(resumedFrom !== undefined && { resumedFrom }),
    ...(problem && { problem }),
  };
  views.set(item, view);
  return view;
}
