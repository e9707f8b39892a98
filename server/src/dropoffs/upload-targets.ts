import type { SubmitterActor } from '../actor.ts';
import type { FirmTransaction } from '../db/database.ts';
import { recordFilesArrived, recordFileWithdrawn, recordUploadsEnded } from '../evidence/dropoff-events.ts';
import type { Notifications } from '../notifications/notifications.types.ts';
import type { UploadEvents, UploadTarget, UploadTargets } from '../uploads/upload-ports.ts';
import { expiryOfOpen } from './deadlines.ts';
import { findDropoffOfContainer, lockTarget, touchProgress } from './dropoffs.queries.ts';
import { type Limits, limitsOf } from '../profiles/limits.ts';
import type { UploadJobs } from './upload-jobs.ts';
import { assertWritable } from './writable.ts';

export type UploadTargetsDeps = {
  clock(): Date;
  notifications: Pick<Notifications, 'publishInboxChange'>;
  jobs: UploadJobs;
};

/** Progress is noted at most this often: every note is a row written and a message to all inboxes. */
const noteEveryMs = 10_000;

/** Where uploads of a drop-off go, and what it learns of them. */
export function createUploadTargets(deps: UploadTargetsDeps): UploadTargets & UploadEvents {
  async function note(tx: FirmTransaction, actor: SubmitterActor, { expiresAt, progressAt }: UploadTarget) {
    const now = deps.clock();
    if (progressAt && progressAt.getTime() >= now.getTime() - noteEveryMs) return;
    await touchProgress(tx, actor.dropoffId, now, expiresAt);
    await deps.notifications.publishInboxChange(tx, actor.firmId, actor.dropoffId);
  }

  return {
    async targetFor(tx, actor) {
      const row = await lockTarget(tx, actor.dropoffId);
      const now = deps.clock();
      assertWritable(row, now);
      return {
        container: {
          firmId: actor.firmId,
          ...(actor.tokenHash !== undefined && { tokenHash: actor.tokenHash }),
          id: row.container_id,
          algorithm: row.key_algorithm,
          publicKey: row.public_key,
        },
        ...limitsOfRow(row),
        expiresAt: expiryOfOpen(now, row.erases_at),
        progressAt: row.begun_at && row.progress_at,
      };
    },
    progressed: (tx, actor, target) => note(tx, actor, target),
    async completed(tx, actor, target, files) {
      await note(tx, actor, target);
      await recordFilesArrived(tx, actor, actor.dropoffId, files);
      await deps.jobs.scan(tx, actor.firmId, target.container.id);
      // A restart lost the running hash: computed now, so that submitting need not wait for it.
      for (const file of files.filter((each) => each.sha256 === null)) {
        await deps.jobs.hash(tx, actor.firmId, file.id);
      }
    },
    async ended(tx, actor, { containerId, received, reason }) {
      const own = actor.kind === 'submitter' ? actor.dropoffId : undefined;
      const dropoffId = own ?? (await findDropoffOfContainer(tx, containerId));
      if (dropoffId === undefined) return;
      await recordUploadsEnded(tx, actor, dropoffId, { reason, uploads: 1, bytes: received });
    },
    async withdrawn(tx, actor, target, fileId) {
      await note(tx, actor, target);
      await recordFileWithdrawn(tx, actor, actor.dropoffId, fileId);
    },
  };
}

function limitsOfRow(row: NonNullable<Awaited<ReturnType<typeof lockTarget>>>): Limits {
  const firm = {
    maxFileBytes: row.max_file_bytes,
    maxDropoffBytes: row.max_dropoff_bytes,
    maxDropoffFiles: row.max_dropoff_files,
  };
  const { profile_file_bytes: maxFileBytes, profile_files: maxFiles } = row;
  return limitsOf(firm, maxFileBytes !== null && maxFiles !== null ? { maxFileBytes, maxFiles } : undefined);
}
