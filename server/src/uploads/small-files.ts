import { hash, randomUUIDv7, timingSafeEqual } from 'node:crypto';

import { sealChunk } from '@schleuse/sealing/seal';
import { segmentObjectBytes, startSegment } from '@schleuse/sealing/segment';
import { STORED_CHUNK_BYTES } from '@schleuse/sealing/segment-header';

import type { SubmitterActor } from '../actor.ts';
import { InvalidInput } from '../errors.ts';
import { placeOf } from './append-bytes.ts';
import type { CheckedFile } from './create-upload.ts';
import { commitSmallFiles } from './commit-small-files.ts';
import type { UploadTarget } from './upload-ports.ts';
import type { Checksum, Room, UploadState } from './uploads-deps.ts';

/** A file that came whole in one request and was sealed at once. */
export type SealedSmallFile = {
  id: string;
  file: CheckedFile;
  intakeKeyId: string;
  /** Empty for an empty file. */
  pieces: Uint8Array[];
  objectBytes: number;
  sha256: Uint8Array;
};

type Waiting = SealedSmallFile & PromiseWithResolvers<UploadState>;
type Queue = {
  actor: SubmitterActor;
  target: UploadTarget;
  waiting: Waiting[];
  running: boolean;
  /** How many will wait once the senders answered last are back, and until when they are expected. */
  expected: number;
  backUntil: number;
  timer?: NodeJS.Timeout | undefined;
};

/** Larger bodies go to the threads. */
export const SMALL_FILE_BYTES = STORED_CHUNK_BYTES - 1;
const GROUP_FILES = 128;
const GROUP_BYTES = 8 * 1024 * 1024;
// Whoever was answered sends the next file within this time; going on without them would make two small groups of one.
const BACK_WITHIN_MS = 2;

/**
 * Takes whole small files. Those that arrive for one drop-off while the disk is busy share an object, its fsyncs and one
 * transaction; each is answered only after that.
 */
export function createSmallFiles(room: Room) {
  const queues = new Map<string, Queue>();

  async function seal(target: UploadTarget, file: CheckedFile, bytes: Uint8Array): Promise<SealedSmallFile> {
    const id = randomUUIDv7();
    const sha256 = hash('sha256', bytes, 'buffer');
    const { intakeKeyId, fileKey } = await room.intakeKeys.fileKey(target.container, id);
    const common = { id, file, intakeKeyId, sha256 };
    if (bytes.length === 0) return { ...common, pieces: [], objectBytes: 0 };
    const header = { fileId: id, number: 0, intakeKeyId, chunkBytes: STORED_CHUNK_BYTES };
    const { prefix, state } = startSegment(fileKey, header);
    const objectBytes = segmentObjectBytes(bytes.length, STORED_CHUNK_BYTES);
    const pieces = [prefix, ...sealChunk(state, bytes)];
    if (room.overwrites) {
      bytes.fill(0);
      fileKey.fill(0);
    }
    return { ...common, pieces, objectBytes };
  }

  /** Groups of one drop-off are stored one after the other: their transactions exclude each other anyway. */
  async function run(key: string, queue: Queue): Promise<void> {
    if (queue.running || queue.waiting.length === 0) return;
    clearTimeout(queue.timer);
    queue.timer = undefined;
    queue.running = true;
    const group = takeGroup(queue.waiting);
    try {
      const { actor, target } = queue;
      const outcomes = await commitSmallFiles(room, actor, placeOf(target), group);
      for (const [index, outcome] of outcomes.entries()) {
        if ('error' in outcome) group[index]?.reject(outcome.error);
        else group[index]?.resolve(outcome.state);
      }
    } catch (error) {
      for (const waiting of group) waiting.reject(error);
    }
    queue.running = false;
    queue.expected = Math.min(group.length + queue.waiting.length, GROUP_FILES);
    queue.backUntil = performance.now() + BACK_WITHIN_MS;
    proceed(key, queue);
  }

  /** Starts the next group, at once when everybody is there. */
  function proceed(key: string, queue: Queue): void {
    if (queue.running) return;
    const left = queue.backUntil - performance.now();
    if (queue.waiting.length >= queue.expected || (left <= 0 && queue.waiting.length > 0)) {
      // Requests that came in the same round of the event loop go along.
      setImmediate(() => void run(key, queue));
      return;
    }
    queue.timer ??= setTimeout(() => {
      queue.timer = undefined;
      if (queue.waiting.length > 0) void run(key, queue);
      else if (!queue.running) queues.delete(key);
    }, left);
  }

  return {
    /** Resolves when the file is durable and committed. */
    async take(
      actor: SubmitterActor,
      target: UploadTarget,
      file: CheckedFile,
      bytes: Uint8Array,
      checksum?: Checksum,
    ): Promise<UploadState> {
      if (checksum) assertChecksum(bytes, checksum);
      const sealed = await seal(target, file, bytes);
      const waiting = { ...sealed, ...Promise.withResolvers<UploadState>() };
      let queue = queues.get(actor.dropoffId);
      if (!queue) {
        queue = { actor, target, waiting: [], running: false, expected: 1, backUntil: 0 };
        queues.set(actor.dropoffId, queue);
      }
      queue.waiting.push(waiting);
      proceed(actor.dropoffId, queue);
      return await waiting.promise;
    },
  };
}

export type SmallFiles = ReturnType<typeof createSmallFiles>;

function takeGroup(waiting: Waiting[]): Waiting[] {
  let bytes = 0;
  let count = 0;
  for (const { objectBytes } of waiting) {
    if (count > 0 && (count >= GROUP_FILES || bytes + objectBytes > GROUP_BYTES)) break;
    bytes += objectBytes;
    count += 1;
  }
  return waiting.splice(0, count);
}

function assertChecksum(bytes: Uint8Array, { algorithm, digest }: Checksum): void {
  const actual = hash(algorithm, bytes, 'buffer');
  if (actual.length === digest.length && timingSafeEqual(actual, digest)) return;
  throw new InvalidInput('checksum_mismatch', 'The bytes that arrived do not have the announced checksum.');
}
