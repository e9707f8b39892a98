import { createHash } from 'node:crypto';
import { closeSync, fdatasync, fsync, openSync, unlinkSync, writevSync } from 'node:fs';

import { type SealState, sealChunk } from '@schleuse/sealing/seal';
import { startSegment } from '@schleuse/sealing/segment';

import { faultOf } from './disk-errors.ts';
import { giveBack } from './give-back.ts';
import type { RunningHashes } from './running-hashes.ts';
import type { FromWorker, SealWorkerData, ToWorker } from './worker-messages.ts';

export type WriteStream = {
  /** One whole chunk. */
  write(buffer: ArrayBuffer): void;
  /** The rest of the segment, shorter than a chunk, also empty. */
  finish(rest: ArrayBuffer, length: number): void;
  abort(): void;
};

// Left to one fsync at the end, a gigabyte is half a second of waiting.
const SYNC_EVERY_BYTES = 16 * 1024 * 1024;

type Open = Extract<ToWorker, { say: 'open' }> & SealWorkerData;
type Say = (message: FromWorker, transfer?: ArrayBuffer[]) => void;

export function openWriteStream(open: Open, hashes: RunningHashes, say: Say): WriteStream {
  const { stream, path } = open;
  const { fileId } = open.seal.header;
  const whole = hashes.resume(fileId, open.offset);
  const body = open.checksum ? createHash(open.checksum) : null;
  let seal: SealState | undefined;
  let fd = -1;
  let size = 0;
  let unsynced = 0;
  let syncing: Promise<void> | undefined;
  let over = false;

  function fail(error: unknown, whileSyncing: boolean): void {
    if (over) return;
    over = true;
    remove();
    say({ say: 'failed', stream, fault: faultOf(error, whileSyncing) });
  }

  function remove(): void {
    if (fd < 0) return;
    closeSync(fd);
    fd = -1;
    try {
      unlinkSync(path);
    } catch {
      // The sweep finds it.
    }
  }

  function take(plaintext: Uint8Array): void {
    if (!seal) {
      fd = openSync(path, 'wx', open.fileMode);
      const { prefix, state } = startSegment(open.seal.fileKey, open.seal.header);
      seal = state;
      open.seal.fileKey.fill(0);
      writeAll(fd, [prefix]);
    }
    whole?.update(plaintext);
    body?.update(plaintext);
    const [ciphertext, tag] = sealChunk(seal, plaintext);
    writeAll(fd, [ciphertext, tag]);
    giveBack(ciphertext);
    size += plaintext.length;
    unsynced += plaintext.length;
  }

  function syncEarly(): void {
    if (unsynced < SYNC_EVERY_BYTES || syncing) return;
    unsynced = 0;
    syncing = sync(fd, fdatasync).then(
      () => {
        syncing = undefined;
        return undefined;
      },
      (error: unknown) => fail(error, true),
    );
  }

  function giveUp(): void {
    if (!over) remove();
    over = true;
    say({ say: 'aborted', stream });
  }

  async function settle(): Promise<void> {
    try {
      await syncing;
      if (over) return;
      await sync(fd, fsync);
    } catch (error) {
      fail(error, true);
      return;
    }
    over = true;
    closeSync(fd);
    say({ say: 'finished', stream, sha256: whole?.digest() ?? null, checksum: body?.digest() ?? null });
  }

  return {
    write(buffer) {
      try {
        if (!over) take(new Uint8Array(buffer));
      } catch (error) {
        fail(error, false);
      }
      say({ say: 'written', stream, buffer, bytes: buffer.byteLength }, [buffer]);
      if (!over) syncEarly();
    },
    finish(rest, length) {
      try {
        if (over) return;
        take(new Uint8Array(rest, 0, length));
        // Before the fsync: the next segment of this upload may be opened meanwhile and goes on from here.
        if (whole) hashes.remember(fileId, open.offset + size, whole);
        say({ say: 'written', stream, buffer: rest, bytes: 0 }, [rest]);
      } catch (error) {
        fail(error, false);
        return;
      }
      void settle();
    },
    abort() {
      if (syncing) void syncing.then(giveUp);
      else giveUp();
    },
  };
}

/** writev may write less than it was given, last of all just before the disk is full. */
function writeAll(fd: number, pieces: Uint8Array[]): void {
  let rest = pieces;
  while (rest.length > 0) {
    let written = writevSync(fd, rest);
    while (rest[0] && written >= rest[0].length) {
      written -= rest[0].length;
      rest = rest.slice(1);
    }
    if (rest[0]) rest = [rest[0].subarray(written), ...rest.slice(1)];
  }
}

function sync(fd: number, how: typeof fsync): Promise<void> {
  return new Promise((resolve, reject) => {
    how(fd, (error) => (error ? reject(error) : resolve()));
  });
}
