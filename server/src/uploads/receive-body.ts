import type { Readable } from 'node:stream';
import { timingSafeEqual } from 'node:crypto';

import { InvalidInput, StorageFull } from '../errors.ts';
import { giveBack } from '../storage/give-back.ts';
import type { OpenSegment, StoredSegment } from '../storage/segment-store.ts';
import { bodyTooLong } from './upload-limits.ts';
import type { Checksum } from './uploads-deps.ts';

export type Receiving = {
  stream: Readable;
  /** Bytes the upload still lacks. */
  wanted: number;
  checksum?: Checksum | undefined;
  ownPieces?: boolean;
  /** Those pieces are also overwritten. */
  overwrites?: boolean;
  /** Aborted by a newer request for this upload. */
  signal: AbortSignal;
  cut: { bytes: number; milliseconds: number };
  /** Begins the segment at `offset` bytes after the start of this body; `number` counts from 0. */
  open(part: { offset: number; number: number }, on: { onRoom(): void; onFailure(error: Error): void }): OpenSegment;
  /** Makes a durable segment part of the upload. Called one after the other. */
  commit(part: { offset: number; number: number }, stored: StoredSegment): Promise<void>;
};

/** How the body ended: whole, broken off by the client, cut off by a newer request or by the disk. */
export type BodyEnd = 'whole' | 'broken' | 'taken_over' | 'full';

/**
 * Takes a body segment by segment. While one is made durable and committed, the next one is already being filled; a
 * third waits. A body with a checksum is one segment: all of it counts, or nothing.
 * @throws InvalidInput `checksum_mismatch`, TooLarge `body_too_large`, StorageFull, whatever commit throws
 */
export async function receiveBody(job: Receiving): Promise<BodyEnd> {
  const { stream, checksum, signal, cut } = job;
  let offset = 0;
  let number = 0;
  let segment: OpenSegment | undefined;
  let committing: Promise<void> = Promise.resolve();
  let pending = 0;
  let waiting = false;
  let over = false;
  const end = Promise.withResolvers<BodyEnd>();
  const fail = (error: unknown): void => end.reject(error);

  function open(): OpenSegment {
    const on = { onRoom: () => !waiting && !over && stream.resume(), onFailure: fail };
    return job.open({ offset, number }, on);
  }

  async function keep(
    full: OpenSegment,
    part: { offset: number; number: number },
    before: Promise<void>,
  ): Promise<void> {
    // Also when this one fails: whoever waits for it must find the earlier ones settled.
    const [finished, earlier] = await Promise.allSettled([full.finish(), before]);
    if (finished.status === 'rejected') throw finished.reason;
    const stored = finished.value;
    if (earlier.status === 'rejected') {
      await stored.discard();
      throw earlier.reason;
    }
    if (checksum && !sameDigest(stored.checksum, checksum.digest)) {
      await stored.discard();
      throw new InvalidInput('checksum_mismatch', 'The bytes that arrived do not have the announced checksum.');
    }
    await job.commit(part, stored);
  }

  function closeSegment(): void {
    if (!segment) return;
    const full = segment;
    const part = { offset, number };
    segment = undefined;
    offset += full.size;
    number += 1;
    pending += 1;
    committing = keep(full, part, committing).finally(() => {
      pending -= 1;
      if (waiting && !over) stream.resume();
      waiting = false;
    });
    committing.catch(fail);
  }

  function onData(chunk: Buffer): void {
    if (offset + (segment?.size ?? 0) + chunk.length > job.wanted) return fail(bodyTooLong());
    try {
      segment ??= open();
      if (!segment.write(chunk)) stream.pause();
      if (job.ownPieces && job.overwrites) chunk.fill(0);
      if (job.ownPieces) giveBack(chunk);
      if (segment.size >= cut.bytes) cutHere();
    } catch (error) {
      // The room kept for the database is enough to keep what is here already.
      if (error instanceof StorageFull) end.resolve('full');
      else fail(error);
    }
  }

  function cutHere(): void {
    if (!segment || checksum) return;
    closeSegment();
    if (pending < 2) return;
    waiting = true;
    stream.pause();
  }

  const timer = setInterval(cutHere, cut.milliseconds);
  const onEnd = (): void => end.resolve('whole');
  const onBroken = (): void => end.resolve('broken');
  const onTaken = (): void => end.resolve('taken_over');
  stream.on('data', onData).on('end', onEnd).on('error', onBroken).on('close', onBroken).on('aborted', onBroken);
  signal.addEventListener('abort', onTaken);
  if (signal.aborted) onTaken();
  if (stream.destroyed) onBroken();
  try {
    const how = await end.promise;
    over = true;
    stream.off('data', onData).pause();
    // What came before we listened, or while we were not reading, has arrived too.
    if (how === 'taken_over' || how === 'broken') {
      for (let chunk = stream.read(); chunk !== null; chunk = stream.read()) onData(chunk as Buffer);
    }
    if (how !== 'whole' && checksum) await segment?.abort();
    else closeSegment();
    segment = undefined;
    await committing;
    return how;
  } catch (error) {
    over = true;
    stream.off('data', onData).pause();
    await segment?.abort();
    await committing.catch(() => undefined);
    throw error;
  } finally {
    clearInterval(timer);
    stream.off('end', onEnd).off('close', onBroken).off('aborted', onBroken);
    signal.removeEventListener('abort', onTaken);
  }
}

function sameDigest(actual: Uint8Array | null, expected: Uint8Array): boolean {
  return actual !== null && actual.length === expected.length && timingSafeEqual(actual, expected);
}
