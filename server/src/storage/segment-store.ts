import { randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';

import { STORED_CHUNK_BYTES } from '@schleuse/sealing/segment-header';

import { StorageFull } from '../errors.ts';
import type { Log } from '../log.ts';
import { createBufferPool } from './buffer-pool.ts';
import { codeOf, SyncFailed } from './disk-errors.ts';
import { createFlow } from './flow.ts';
import { createSpaceGauge } from './free-space.ts';
import { type ObjectPlace, objectPathsIn } from './object-paths.ts';
import { createOpenPacks } from './open-packs.ts';
import { lengthOf } from './pack-file.ts';
import { publishObject } from './publish-object.ts';
import { readObjectRange, type SealedObject } from './read-object.ts';
import { removeContainer, removeObjects, removeTemporary } from './remove-objects.ts';
import { startSealThreads } from './seal-threads.ts';
import { type SegmentWriter, startSegmentWriter, type Written } from './segment-writer.ts';
import { createDirectoryMaker, createDirectorySync } from './sync-directory.ts';
import { type KnownObjects, sweepOrphans, type SweepResult } from './sweep-orphans.ts';
import type { ChecksumAlgorithm, SealSpec } from './worker-messages.ts';

/** An object that is durable, but which no row names yet: the sweep leaves it alone until it is released. */
export type StoredObject = {
  objectId: string;
  /** The row is committed, or it is unknown whether it is: from now on the rows decide. */
  release(): void;
  /** Certainly no row will ever name it. */
  discard(): Promise<void>;
};
export type StoredSegment = StoredObject & Written;
export type StoredPack = StoredObject & { start: number; durable: Promise<void> };

export type SegmentSpec = {
  place: ObjectPlace;
  /** Where the segment begins in its file, in bytes. */
  offset: number;
  seal: SealSpec;
  checksum?: ChecksumAlgorithm | null;
  onRoom: () => void;
  /** Told as soon as it is known, so that the client is not heard to the end: StorageFull, or a fault. */
  onFailure: (error: Error) => void;
};

export type OpenSegment = Pick<SegmentWriter, 'write' | 'abort'> & {
  readonly size: number;
  /** Resolves when the segment would survive a power cut. */
  finish(): Promise<StoredSegment>;
};

export type SegmentStoreOptions = {
  dataDir: string;
  log: Log;
  /** Called at most once, when the disk or a thread failed: the process must end. */
  onFatal: (error: Error) => void;
  /**
   * Beside the process that owns the directory, as another user: files are for its group, which also removes them.
   * Plaintext and keys are overwritten as soon as they were used.
   */
  shared?: boolean;
  /** False where nothing is taken in: half-written files then belong to another process. Default true. */
  takesIn?: boolean;
  threads?: number;
  /** Whether the disk counts as full; by default measured. */
  isFull?: () => boolean;
};

export type SegmentStore = Awaited<ReturnType<typeof openSegmentStore>>;

/**
 * The only part of the house that touches the files' bytes on disk: sealed ones go in, opened ones come out. The caller
 * holds the lock of the data directory: whatever is half written there belongs to a process that ended.
 */
export async function openSegmentStore(options: SegmentStoreOptions) {
  const { log, shared = false, takesIn = true } = options;
  const paths = objectPathsIn(options.dataDir);
  const [fileMode, directoryMode] = shared ? [0o640, 0o770] : [0o600, 0o700];
  const syncDirectory = createDirectorySync();
  if (!shared) {
    await mkdir(paths.temporary, { recursive: true, mode: directoryMode });
    await syncDirectory(options.dataDir);
  }
  if (takesIn) await removeTemporary(paths);
  await syncDirectory(paths.root);
  const directories = createDirectoryMaker(paths.root, syncDirectory, directoryMode);
  const running = new Set<string>();
  const writers = new Set<SegmentWriter>();
  let fatal: Error | undefined;

  const threads = startSealThreads(options.threads ?? 2, die, fileMode);
  const pool = createBufferPool(STORED_CHUNK_BYTES, { overwrites: shared });
  const flow = createFlow();
  const gauge = createSpaceGauge(paths.root, flow.unwritten);
  const isFull = options.isFull ?? gauge.isFull;
  const disk = { paths, directories, syncDirectory };
  const packs = createOpenPacks({
    paths,
    fileMode,
    register,
    forget: (objectId) => void running.delete(objectId),
    publish: (place, objectId) => publishObject(disk, place, objectId),
  });

  function die(error: Error): void {
    if (fatal) return;
    fatal = error;
    log.fatal({ err: error }, 'storage failed; nothing more is confirmed, the server stops');
    for (const writer of writers) writer.fail(error);
    options.onFatal(error);
  }

  /** Only this side of a failed disk is anything confirmed. */
  async function guarded<T>(work: Promise<T>): Promise<T> {
    try {
      const result = await work;
      if (fatal) throw fatal;
      return result;
    } catch (error) {
      if (error instanceof SyncFailed) die(error);
      throw codeOf(error) === 'ENOSPC' || codeOf(error) === 'EDQUOT' ? new StorageFull() : error;
    }
  }

  function register(): string {
    const objectId = randomUUID();
    running.add(objectId);
    return objectId;
  }

  function assertRoom(): void {
    if (fatal) throw fatal;
    if (isFull()) throw new StorageFull();
  }

  function storedObject(place: ObjectPlace, objectId: string): StoredObject {
    return {
      objectId,
      release: () => void running.delete(objectId),
      discard: () => removeObjects(paths, place, [objectId]).finally(() => running.delete(objectId)),
    };
  }

  /** @throws StorageFull when no more is taken. */
  function startSegment(spec: SegmentSpec): OpenSegment {
    assertRoom();
    const objectId = register();
    const { place, checksum = null, onFailure, ...rest } = spec;
    const path = `${paths.temporary}/${objectId}`;
    const failed = (error: Error): void => {
      if (error instanceof SyncFailed) die(error);
      onFailure(error);
    };
    const writer = startSegmentWriter({ threads, pool, flow }, { ...rest, path, checksum, onFailure: failed });
    writers.add(writer);
    const end = (): void => void writers.delete(writer);
    let checkedAt = 0;
    return {
      get size() {
        return writer.size;
      },
      write(bytes) {
        // A disk shared with the database must not be filled to its last block; looked at once a pooled buffer.
        gauge.spend(bytes.length);
        if (writer.size - checkedAt >= STORED_CHUNK_BYTES) {
          checkedAt = writer.size;
          if (isFull()) throw new StorageFull();
        }
        return writer.write(bytes);
      },
      async abort() {
        await writer.abort();
        end();
        running.delete(objectId);
      },
      async finish() {
        try {
          const written = await guarded(writer.finish().finally(end));
          await guarded(publishObject(disk, place, objectId));
          return { ...written, ...storedObject(place, objectId) };
        } catch (error) {
          running.delete(objectId);
          throw error;
        }
      },
    };
  }

  /**
   * Stores small sealed segments of one container, one after the other, in an object they may share with others: one
   * fsync for all. They begin at `start` of it, and are there for good once `durable` resolves.
   * @throws StorageFull
   */
  function storePack(place: ObjectPlace, pieces: Uint8Array[]): StoredPack {
    assertRoom();
    gauge.spend(lengthOf(pieces));
    const { durable, settle, ...group } = packs.store(place, pieces);
    const guardedDurable = guarded(durable);
    // Whoever asks for it may be gone by then: a refused group is not waited for.
    guardedDurable.catch(() => undefined);
    return { ...group, durable: guardedDurable, release: settle };
  }

  return {
    startSegment,
    storePack,
    /** The plaintext of bytes `start` up to, not including, `end` of one segment. @throws DamagedObject */
    openSegmentRange: (object: SealedObject, start: number, end: number): AsyncGenerator<Uint8Array> =>
      readObjectRange({ threads, paths, log }, object, start, end),
    /** Whether no more is taken until there is room again. */
    isFull,
    /** Frees what the threads no longer use now, not some day; for processes that overwrite what they had. */
    collectGarbage: threads.collectGarbage,
    /** Gives up the running hash of an upload that is over. */
    forgetUpload: threads.forget,
    /** Unlinks objects that no row names; one that a group on its way is in stays for the sweep. */
    removeObjects: (place: ObjectPlace, objectIds: string[]) =>
      removeObjects(paths, place, packs.retireObjects(objectIds)),
    /** Unlinks all objects of a container; durable when resolved, may be repeated. */
    async removeContainer(place: ObjectPlace): Promise<void> {
      directories.forget(paths.container(place));
      packs.retireContainer(place.containerId);
      await guarded(removeContainer(paths, place, syncDirectory));
    },
    /** Removes what no row names; see sweepOrphans. */
    async sweep(known: KnownObjects, graceMs: number): Promise<SweepResult> {
      await packs.retireAll();
      return await sweepOrphans({ paths, isRunning: (id) => running.has(id), known, graceMs, log });
    },
    async close(): Promise<void> {
      await packs.retireAll();
      await threads.close();
    },
  };
}
