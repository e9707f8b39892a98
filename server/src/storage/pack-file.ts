import { close, fdatasync, fsync, ftruncate, open, writev } from 'node:fs';
import { promisify } from 'node:util';

import { codeOf, isFull, SyncFailed } from './disk-errors.ts';

// Callback functions instead of file handles: half the processor time for calls as short as these.
const openFile = promisify(open) as (path: string, flags: string, mode: number) => Promise<number>;
const [truncateFile, closeFile, syncBytes, syncAll] = [
  promisify(ftruncate),
  promisify(close),
  promisify(fdatasync),
  promisify(fsync),
];

async function writeSome(fd: number, pieces: readonly Uint8Array[], position: number): Promise<number> {
  return await new Promise((resolve, reject) => {
    writev(fd, pieces, position, (error, bytesWritten) => (error ? reject(error) : resolve(bytesWritten)));
  });
}

// Linux takes at most 1,024 pieces in one writev.
const PIECES_PER_CALL = 1_000;
/** Written ahead where more is to be expected: a sync of bytes that have their place already is twice as fast. */
const ahead = new Uint8Array(1024 * 1024);

/** A file that pieces are appended to, one append after the other, each durable when it resolves. */
export type PackFile = {
  /** Where the next append begins, in bytes. */
  readonly used: number;
  append(pieces: readonly Uint8Array[]): Promise<void>;
  /** Waits for an append, gives back what was written ahead and not needed. May be repeated. */
  close(): Promise<void>;
};

/** Makes a new file; whoever gets an error from it gives it up. */
export async function createPackFile(path: string, mode = 0o600): Promise<PackFile> {
  const fd = await openFile(path, 'wx', mode);
  let used = 0;
  let written = 0;
  let busy: Promise<unknown> = Promise.resolve();
  let closed: Promise<void> | undefined;

  async function writeAll(pieces: readonly Uint8Array[], start: number): Promise<void> {
    let at = start;
    for (let rest = pieces; rest.length > 0; rest = rest.slice(PIECES_PER_CALL)) {
      const some = rest.slice(0, PIECES_PER_CALL);
      const wanted = lengthOf(some);
      const done = await writeSome(fd, some, at);
      if (done < wanted) await writeAll([Buffer.concat(some).subarray(done)], at + done);
      at += wanted;
    }
  }

  async function append(pieces: readonly Uint8Array[]): Promise<void> {
    const first = used === 0;
    const end = used + lengthOf(pieces);
    const reserve = !first && end > written;
    await writeAll(reserve ? [...pieces, ahead] : pieces, used);
    written = Math.max(written, reserve ? end + ahead.length : end);
    await (first ? syncAll(fd) : syncBytes(fd)).catch((error: unknown) => {
      throw isFull(codeOf(error)) ? error : new SyncFailed({ cause: error });
    });
    used = end;
  }

  async function end(): Promise<void> {
    // Not synced: what a crash leaves of it are zeros that no row names.
    if (written > used) await truncateFile(fd, used).catch(() => undefined);
    await closeFile(fd);
  }

  return {
    get used() {
      return used;
    },
    append(pieces) {
      const appended = append(pieces);
      busy = appended.catch(() => undefined);
      return appended;
    },
    close() {
      // Once only: the number may be another file's by the second time.
      closed ??= busy.then(end);
      return closed;
    },
  };
}

export function lengthOf(pieces: readonly Uint8Array[]): number {
  return pieces.reduce((sum, piece) => sum + piece.length, 0);
}
