import type { FirmTransaction } from '../db/database.ts';
import type { Notifications } from '../notifications/notifications.types.ts';
import type { ScanOwner } from '../scanning/scan-deps.ts';
import { countHeldFiles, findDropoffOfContainer, lockUnready, setReady, shareLiveDropoff } from './dropoffs.queries.ts';

export type ReadyDeps = {
  clock(): Date;
  notifications: Pick<Notifications, 'notifyArrival' | 'publishInboxChange'>;
};

/**
 * A drop-off is ready once it is submitted and no file of it waits for its scan: then, and not before, its staff are told
 * by mail. To be called by whatever may have been the last thing missing: submitting, which keeps the row to itself, and a
 * verdict, which shares it; so one of the two sees what the other did.
 */
export async function becomeReady(
  deps: ReadyDeps,
  tx: FirmTransaction,
  firmId: string,
  dropoffId: string,
): Promise<void> {
  const dropoff = await lockUnready(tx, dropoffId);
  if (!dropoff) return;
  const { waiting, quarantined } = await countHeldFiles(tx, dropoff.container_id);
  if (waiting > 0) return;
  await setReady(tx, dropoffId, deps.clock());
  await deps.notifications.notifyArrival(tx, {
    firmId,
    dropoffId,
    fileCount: dropoff.file_count,
    totalBytes: dropoff.total_bytes,
    quarantined,
    erasesAt: dropoff.erases_at,
  });
}

/** What the scanner tells drop-offs. */
export function createScanOwner(deps: ReadyDeps): ScanOwner {
  return {
    share: shareLiveDropoff,
    async settled(tx, firmId, containerId) {
      const dropoffId = await findDropoffOfContainer(tx, containerId);
      if (dropoffId === undefined) return;
      await becomeReady(deps, tx, firmId, dropoffId);
      await deps.notifications.publishInboxChange(tx, firmId, dropoffId);
    },
  };
}
