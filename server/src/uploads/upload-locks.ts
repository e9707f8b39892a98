import { Conflict } from '../errors.ts';

export type UploadLock = {
  /** Aborted when a newer request wants the upload: commit what arrived, then release. */
  signal: AbortSignal;
  release(): void;
};

const PATIENCE_MS = 30_000;

/**
 * One request at a time works on an upload. A newer one wins: after a broken line the server may still wait for bytes on
 * the old connection while the client is back on a new one. The newer waits until the older has committed what it has,
 * so that it finds the exact offset.
 */
export function createUploadLocks(patienceMs = PATIENCE_MS) {
  const holders = new Map<string, { controller: AbortController; done: Promise<void> }>();

  /** @throws Conflict `upload_taken_over` when a still newer request came, `upload_busy` when the older does not end. */
  async function take(uploadId: string): Promise<UploadLock> {
    const before = holders.get(uploadId);
    before?.controller.abort();
    const controller = new AbortController();
    const own = Promise.withResolvers<void>();
    const holder = { controller, done: Promise.all([before?.done, own.promise]).then(() => undefined) };
    holders.set(uploadId, holder);
    const release = (): void => {
      own.resolve();
      if (holders.get(uploadId) !== holder) return;
      void holder.done.then(() => holders.get(uploadId) === holder && holders.delete(uploadId));
    };
    if (before && !(await endsInTime(before.done, patienceMs))) {
      release();
      throw new Conflict('upload_busy', 'Another request still works on this upload. Please try again.');
    }
    if (controller.signal.aborted) {
      release();
      throw takenOver();
    }
    return { signal: controller.signal, release };
  }

  return {
    take,
    /** Whether somebody works on it: then taking it ends their request. */
    isHeld: (uploadId: string): boolean => holders.has(uploadId),
  };
}

export type UploadLocks = ReturnType<typeof createUploadLocks>;

export function takenOver(): Conflict {
  return new Conflict('upload_taken_over', 'A newer request goes on with this upload.');
}

async function endsInTime(work: Promise<void>, ms: number): Promise<boolean> {
  const { promise: late, resolve } = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => resolve(false), ms);
  try {
    return await Promise.race([work.then(() => true), late]);
  } finally {
    clearTimeout(timer);
  }
}
