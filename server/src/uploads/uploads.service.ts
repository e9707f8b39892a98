import type { SubmitterActor, SystemActor } from '../actor.ts';
import type { FirmTransaction } from '../db/database.ts';
import { InvalidInput, NotFound } from '../errors.ts';
import { appendBytes } from './append-bytes.ts';
import { collectBody } from './collect-body.ts';
import { checkNewFile, insertUpload } from './create-upload.ts';
import { expireUploads, terminateUpload } from './end-uploads.ts';
import { findNamedObjects, forgetBytes } from './ended-uploads.queries.ts';
import { createIntakeKeyCache } from './intake-key-cache.ts';
import { createSmallFiles, SMALL_FILE_BYTES } from './small-files.ts';
import { createTargetCache } from './target-cache.ts';
import { assertOwn } from './upload-limits.ts';
import { createUploadLocks } from './upload-locks.ts';
import type { Body, NewFile, Room, UploadsDeps, UploadState } from './uploads-deps.ts';
import { findUpload, listContainerUploads, lockUpload, type UploadRow } from './uploads.queries.ts';

const DEFAULT_CUT = { bytes: 64 * 1024 * 1024, milliseconds: 20_000 };
const ORPHAN_GRACE_MS = 60 * 60 * 1000;

export type Uploads = ReturnType<typeof createUploads>;

/** Takes files in, piece by piece, and knows how far each has come. Nothing is confirmed before it is durable. */
export function createUploads(deps: UploadsDeps) {
  const { keys, cut = DEFAULT_CUT, ...rest } = deps;
  const intakeKeys = createIntakeKeyCache(deps.database, keys);
  const room: Room = { ...rest, intakeKeys, cut };
  const locks = createUploadLocks();
  const smallFiles = createSmallFiles(room);
  const targets = createTargetCache(deps);

  const busy = new Set<Promise<unknown>>();

  /** Counted among what `settle` waits for. */
  async function counted<T>(work: Promise<T>): Promise<T> {
    busy.add(work);
    try {
      return await work;
    } finally {
      busy.delete(work);
    }
  }

  /** Under the lock of an upload: the newest request for it wins. */
  async function locked<T>(uploadId: string, work: (lock: Awaited<ReturnType<typeof locks.take>>) => Promise<T>) {
    const lock = await locks.take(uploadId);
    try {
      return await counted(work(lock));
    } finally {
      lock.release();
    }
  }

  /** Only who began an upload may end another request for it; where there is none, the work itself asks. */
  async function lockedOwn<T>(
    actor: SubmitterActor,
    uploadId: string,
    work: (lock: Awaited<ReturnType<typeof locks.take>>) => Promise<T>,
  ): Promise<T> {
    if (locks.isHeld(uploadId)) {
      assertOwn(await deps.database.inFirm(actor, (tx) => findUpload(tx, uploadId)), actor.dropoffId);
    }
    return await locked(uploadId, work);
  }

  return {
    /**
     * Begins an upload; with a body, also takes its first bytes. A body that breaks off leaves nothing: its sender never
     * learned the upload's id.
     */
    async createUpload(actor: SubmitterActor, newFile: NewFile, body?: Body): Promise<UploadState> {
      const file = checkNewFile(newFile);
      const whole = file.length === 0 || (body?.length === file.length && file.length <= SMALL_FILE_BYTES);
      if (whole) {
        const target = await targets.find(actor);
        const bytes = body && file.length > 0 ? await collectBody(body.stream, file.length, deps) : new Uint8Array(0);
        return await counted(smallFiles.take(actor, target, file, bytes, body?.checksum));
      }
      const begun = await insertUpload(room, actor, file);
      const { row } = begun;
      if (!body) return stateOf(row);
      return await locked(row.id, async (lock) => {
        try {
          const appended = await appendBytes(room, actor, lock, { uploadId: row.id, offset: 0, body, begun });
          if (appended.how === 'broken') throw new InvalidInput('body_broken', 'The connection broke off.');
          return stateOf(appended.row);
        } catch (error) {
          await terminateUpload(room, actor, row.id).catch((cause: unknown) => {
            deps.log.warn({ err: cause }, 'an upload whose first request failed stays until it expires');
          });
          throw error;
        }
      });
    },

    /**
     * Takes bytes from `offset` on. Waits for, and cuts short, an older request for the same upload. When the stream
     * breaks off, what arrived is committed and the state says so.
     */
    async appendBytes(actor: SubmitterActor, uploadId: string, offset: number, body: Body): Promise<UploadState> {
      return await lockedOwn(actor, uploadId, async (lock) => {
        const { row } = await appendBytes(room, actor, lock, { uploadId, offset, body });
        return stateOf(row);
      });
    },

    /** The exact state: an older request for the same upload is ended first and its bytes are counted. */
    async describeUpload(actor: SubmitterActor, uploadId: string): Promise<UploadState> {
      return await lockedOwn(actor, uploadId, async () => {
        const row = await deps.database.inFirm(actor, (tx) => findUpload(tx, uploadId));
        return stateOf(assertOwn(row, actor.dropoffId));
      });
    },

    /** Takes an upload back, also a whole one, as long as its drop-off is open. */
    async terminateUpload(actor: SubmitterActor, uploadId: string): Promise<void> {
      await lockedOwn(actor, uploadId, () => terminateUpload(room, actor, uploadId));
    },

    /** Ends a firm's unfinished uploads whose time is over; returns how many. */
    expireUploads: (actor: SystemActor): Promise<number> => expireUploads(room, actor),

    /** Unfinished and whole files of a container, in the order they were begun. */
    async listUploads(tx: FirmTransaction, containerId: string): Promise<UploadState[]> {
      return (await listContainerUploads(tx, containerId)).map(stateOf);
    },

    /**
     * Forgets, in a transaction, where a whole file's bytes lie. What it answers removes them, after the commit; those of
     * a small file lie in an object it shares with others and go with the last of them.
     */
    async dropBytes(tx: FirmTransaction, firmId: string, fileId: string): Promise<() => Promise<void>> {
      const row = await lockUpload(tx, fileId);
      if (!row) throw new NotFound();
      const objectIds = await forgetBytes(tx, fileId);
      return () => deps.store.removeObjects({ firmId, containerId: row.container_id }, objectIds);
    },

    /** Forgets a container's key and unlinks its objects; may be repeated. */
    async removeObjects(firmId: string, containerId: string): Promise<void> {
      intakeKeys.forget(containerId);
      await deps.store.removeContainer({ firmId, containerId });
    },

    /** Nothing more comes for this drop-off: its keys leave memory, overwritten. */
    forgetKeys({ dropoffId, containerId }: { dropoffId: string; containerId: string }): void {
      targets.forget(dropoffId);
      intakeKeys.forget(containerId);
    },

    /** Removes what crashes left on the disk; safe beside running uploads. */
    sweepOrphans: (graceMs = ORPHAN_GRACE_MS) =>
      deps.store.sweep((place, ids) => deps.database.inFirm(place.firmId, (tx) => findNamedObjects(tx, ids)), graceMs),

    /** Resolves when what was received of all running requests is committed. Their connections are closed before. */
    async settle(): Promise<void> {
      while (busy.size > 0) await Promise.allSettled(busy);
    },

    /** Limits of whoever asks, for doors that announce them. */
    limitsFor: (actor: SubmitterActor) => targets.find(actor),
  };
}

function stateOf(row: UploadRow): UploadState {
  return {
    id: row.id,
    name: row.name,
    relativePath: row.relative_path,
    mediaType: row.media_type,
    length: row.length,
    received: row.received,
    state: row.state,
    expiresAt: row.expires_at,
  };
}
