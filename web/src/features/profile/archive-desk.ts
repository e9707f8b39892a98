import type { Finding, Refusal, UploadDemand } from '@schleuse/archives/judge-upload';

import type { Answer, Order, Packed, PackFailure, PackOrder } from './archive-messages.ts';

/** What is known of a file: `checking`, `unreadable` (it changed or vanished), or what was found in it. */
export type Verdict = 'checking' | 'unreadable' | Finding;

export class PackError extends Error {
  readonly reason: PackFailure | 'cancelled';
  constructor(reason: PackFailure | 'cancelled') {
    super(reason);
    this.reason = reason;
  }
}

export type ArchiveDesk = ReturnType<typeof createArchiveDesk>;

/** Looks into files and packs them, both in a worker, which starts with the first file. */
export function createArchiveDesk() {
  const verdicts = new WeakMap<File, Verdict>();
  const waiting = new Map<number, (answer: Answer | 'stopped') => void>();
  const listeners = new Set<() => void>();
  const packedHere = new WeakSet<File>();
  let worker: Worker | undefined;
  let lastId = 0;
  let version = 0;

  function changed(): void {
    version += 1;
    for (const listener of listeners) listener();
  }

  function ask(order: Omit<Order, 'id'>, hear: (answer: Answer | 'stopped') => void): void {
    worker ??= startWorker();
    const id = (lastId += 1);
    waiting.set(id, hear);
    worker.postMessage({ ...order, id });
  }

  function startWorker(): Worker {
    const started = new Worker(new URL('./archive.worker.ts', import.meta.url), { type: 'module' });
    started.addEventListener('message', ({ data }: MessageEvent<Answer>) => {
      const hear = waiting.get(data.id);
      if (!('readBytes' in data)) waiting.delete(data.id);
      hear?.(data);
    });
    started.addEventListener('error', stopWorker);
    return started;
  }

  /** Ends whatever it is doing; those who wait hear of it. */
  function stopWorker(): void {
    worker?.terminate();
    worker = undefined;
    const hearers = [...waiting.values()];
    waiting.clear();
    for (const hear of hearers) hear('stopped');
  }

  function look(file: File, demand: UploadDemand): void {
    if (verdicts.has(file)) return;
    verdicts.set(file, 'checking');
    ask({ inspect: file, demand }, (answer) => {
      if (answer === 'stopped') {
        // Packing was cancelled meanwhile: looked at anew when the page asks again.
        verdicts.delete(file);
      } else {
        verdicts.set(file, 'finding' in answer ? answer.finding : 'unreadable');
      }
      changed();
    });
  }

  /** Rejects with PackError. `onRead` hears the bytes read so far. */
  function pack(order: PackOrder, onRead: (bytes: number) => void, signal: AbortSignal): Promise<Packed> {
    return new Promise((resolve, reject) => {
      signal.addEventListener('abort', stopWorker, { once: true });
      ask({ pack: order }, (answer) => {
        if (answer !== 'stopped' && 'readBytes' in answer) return onRead(answer.readBytes);
        signal.removeEventListener('abort', stopWorker);
        if (answer === 'stopped') return reject(new PackError(signal.aborted ? 'cancelled' : 'unreadable'));
        if (!('packed' in answer)) return reject(new PackError('failed' in answer ? answer.failed : 'unreadable'));
        packedHere.add(answer.packed.file);
        resolve(answer.packed);
      });
    });
  }

  return {
    verdictOf: (file: File): Verdict => verdicts.get(file) ?? 'checking',
    /** Begins to look into a file that is not known yet. */
    look,
    /** The server found what this page did not. */
    refuse(file: File, reasons: Refusal[]): void {
      verdicts.set(file, { reasons, contentsCheckable: true, readmeState: 'missing' });
      changed();
    },
    pack,
    isPackedHere: (file: File) => packedHere.has(file),
    version: () => version,
    subscribe(listener: () => void) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
