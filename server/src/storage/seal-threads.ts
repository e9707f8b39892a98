import { Worker } from 'node:worker_threads';

import type { FromWorker, SealWorkerData, ToWorker } from './worker-messages.ts';

export type Thread = {
  say(message: ToWorker, transfer?: ArrayBuffer[]): void;
  /** Hears what the worker says of one stream until `quit`. */
  listen(stream: number, hear: (message: FromWorker) => void): void;
  quit(stream: number): void;
};

export type SealThreads = {
  nextStream(): number;
  /** The thread that has this upload, or the one with least to do. */
  threadOf(uploadId: string): Thread;
  /** The upload is over: its place and its running hash are given up. */
  forget(uploadId: string): void;
  leastBusy(): Thread;
  collectGarbage(): void;
  close(): Promise<void>;
};

// One upload stays on one worker: its running hash lives there. Uploads left lying are forgotten beyond this number;
// their hash is then computed from the stored bytes.
const REMEMBERED_UPLOADS = 10_000;

/** Starts the threads. A thread that dies is a fault of the program: `onDeath` must end the process. */
export function startSealThreads(count: number, onDeath: (error: Error) => void, fileMode = 0o600): SealThreads {
  let closing = false;
  let streams = 0;
  const homes = new Map<string, WorkerThread>();
  const threads = Array.from({ length: count }, () => startThread((error) => !closing && onDeath(error), fileMode));

  function leastBusy(): WorkerThread {
    return threads.reduce((best, thread) => (thread.load() < best.load() ? thread : best));
  }

  function forget(uploadId: string): void {
    homes.get(uploadId)?.say({ say: 'forget', uploadId });
    homes.delete(uploadId);
  }

  return {
    nextStream: () => ++streams,
    leastBusy,
    forget,
    threadOf(uploadId) {
      const home = homes.get(uploadId) ?? leastBusy();
      homes.delete(uploadId);
      homes.set(uploadId, home);
      const [oldest] = homes.keys();
      if (homes.size > REMEMBERED_UPLOADS && oldest !== undefined) forget(oldest);
      return home;
    },
    collectGarbage() {
      for (const thread of threads) thread.say({ say: 'collect-garbage' });
    },
    async close() {
      closing = true;
      await Promise.all(threads.map((thread) => thread.stop()));
    },
  };
}

type WorkerThread = Thread & { load(): number; stop(): Promise<number> };

function startThread(onDeath: (error: Error) => void, fileMode: number): WorkerThread {
  const worker = new Worker(new URL('./seal-worker.ts', import.meta.url), {
    name: 'seal',
    execArgv: [],
    workerData: { fileMode } satisfies SealWorkerData,
    // Its garbage is sealed chunks; collected early, their memory is used again while it is still in the cache.
    resourceLimits: { maxYoungGenerationSizeMb: 2 },
  });
  const listeners = new Map<number, (message: FromWorker) => void>();
  worker.on('message', (message: FromWorker) => listeners.get(message.stream)?.(message));
  worker.on('error', (error) => onDeath(error instanceof Error ? error : new Error(String(error))));
  worker.on('exit', () => onDeath(new Error('a storage thread ended')));
  // The server's door keeps the process alive, not its helpers.
  worker.unref();
  return {
    say: (message, transfer = []) => worker.postMessage(message, transfer),
    listen: (stream, hear) => void listeners.set(stream, hear),
    quit: (stream) => void listeners.delete(stream),
    load: () => listeners.size,
    stop: () => worker.terminate(),
  };
}
