import type { ApiProblem } from './problem.ts';

/** What is to be sent. `body` is a File or Blob in browsers, a path's reader in Node (node-file.ts). */
export type QueueFile = {
  name: string;
  /** With `/`, the file's name included; empty when it was not sent in a folder. */
  relativePath: string;
  /** Bytes. */
  size: number;
  /** Milliseconds since 1970; with path and size it tells whether a file is the one begun earlier. */
  lastModified: number;
  /** Media type, empty when unknown. */
  type: string;
  body: Blob | FileBody;
};

/**
 * Bytes that are read where they are needed; `slice` may be called again for the same range. What goes wrong while they
 * are being read comes through `onFailure`. Belongs to one file of one queue.
 */
export type FileBody = {
  readonly size: number;
  /** @throws ApiProblem `file_changed` when the file is not the one that was added any more */
  slice(start: number, end: number, onFailure: (problem: ApiProblem) => void): Promise<unknown>;
  /** Ends all reading; `slice` may be called again afterwards. */
  close(): void;
};

/**
 * `waiting` for its turn, `sending`, `done` (every byte confirmed by the server), `refused` (`problem` says why; it is
 * not tried again until `retry`).
 */
export type ItemState = 'waiting' | 'sending' | 'done' | 'refused';

export type QueueItem = {
  /** Local, stable as long as the queue lives. */
  readonly id: string;
  readonly file: QueueFile;
  readonly state: ItemState;
  /** Bytes the server has or that are on their way, 0 to `file.size`; may go back after a broken line. */
  readonly sent: number;
  /** Known once the server has the upload. */
  readonly uploadId?: string;
  /** Bytes of an earlier try or of before a reload that need not be sent again. */
  readonly resumedFrom?: number;
  readonly problem?: ApiProblem;
};

/**
 * `idle`: nothing started. `sending`. `offline`: the line is broken or the server busy; it goes on by itself
 * (`retryAt`). `paused` by the person. `done`: all files are. `stuck`: at least one is refused, nothing else is left to
 * do. `ended`: the whole drop-off is over (expired, closed, token not valid): `problem` says which.
 */
export type QueueState = 'idle' | 'sending' | 'offline' | 'paused' | 'done' | 'stuck' | 'ended';

/** Never changed once given out; a new object comes with every change, so it can be compared by identity. */
export type QueueSnapshot = {
  readonly state: QueueState;
  readonly items: readonly QueueItem[];
  readonly sentBytes: number;
  readonly totalBytes: number;
  readonly doneFiles: number;
  /** Smoothed over 10 s; undefined until there is something to say. */
  readonly bytesPerSecond?: number;
  /** Whole seconds; undefined while unknown or not sending. */
  readonly secondsLeft?: number;
  /** Milliseconds since 1970 of the next try, while `offline`. */
  readonly retryAt?: number;
  readonly problem?: ApiProblem;
};

export type UploadQueue = {
  /** Adds files; those already in the queue (same path, size and lastModified) are passed over. Returns the new items. */
  add(files: readonly QueueFile[]): readonly QueueItem[];
  /** Takes a file out, and off the server if it was begun. Rejects with an ApiProblem if the server cannot be told. */
  remove(itemId: string): Promise<void>;
  start(): void;
  /** Stops sending at once; what the server has stays. `start` goes on from the exact byte. */
  pause(): void;
  /** Tries refused files again, and does not wait for `retryAt`. */
  retry(): void;
  snapshot(): QueueSnapshot;
  /** Called after every change, at most 10 times a second for progress. Returns the unsubscriber. */
  subscribe(listener: () => void): () => void;
  /** Resolves when the state is `done`, `stuck` or `ended`. */
  settled(): Promise<QueueSnapshot>;
  /** Stops everything and forgets the listeners; the server keeps what it has. */
  close(): void;
};

/** A file begun earlier, as remembered on this device: survives reload and restart. */
export type RememberedUpload = {
  uploadId: string;
  name: string;
  relativePath: string;
  size: number;
  lastModified: number;
};

/**
 * Where a device remembers what it has begun: localStorage in the browser, a file in Node. The queue writes to it, and
 * reads it once when it is made.
 */
export type ResumeStore = {
  read(): readonly RememberedUpload[];
  write(uploads: readonly RememberedUpload[]): void;
};
