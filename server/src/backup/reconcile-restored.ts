import type { Database } from '../db/database.ts';
import type { GiveUpKeyless } from '../dropoffs/give-up-keyless.ts';
import { recordRestored } from '../evidence/backup-events.ts';
import type { Log } from '../log.ts';
import { endAllSessions, findKeptContainers } from './backup.queries.ts';
import { readRestoredMark, removeRestoredMark } from './restored-mark.ts';

export type ReconcileDeps = {
  dataDir: string;
  database: Database;
  log: Log;
  clock: () => Date;
  listFirmIds(): Promise<string[]>;
  holdsContainerKeys(firmId: string, containerId: string): Promise<boolean>;
  giveUpKeyless: GiveUpKeyless;
};

/**
 * The first start after a restore: what was erased after the backup has rows again, but no key; it is given up, and the
 * erasure run clears it away. Nobody stays signed in. Objects without rows are left to the storage's sweep. May be cut
 * short and done again; without a restore before it does nothing.
 */
export async function reconcileRestored(deps: ReconcileDeps): Promise<void> {
  const { dataDir, database, log, clock } = deps;
  const mark = await readRestoredMark(dataDir);
  if (!mark) return;
  for (const firmId of await deps.listFirmIds()) {
    await database.inFirm(firmId, async (tx) => {
      let erasedSince = 0;
      for (const containerId of await findKeptContainers(tx)) {
        if (await deps.holdsContainerKeys(firmId, containerId)) continue;
        if (await deps.giveUpKeyless(tx, firmId, containerId, clock())) erasedSince += 1;
      }
      await endAllSessions(tx, clock());
      await recordRestored(tx, firmId, { backup: mark.number, takenAt: mark.takenAt, erasedSince });
      log.warn({ firmId, erasedSince, takenAt: mark.takenAt }, 'restored from a backup');
    });
  }
  await removeRestoredMark(dataDir);
}
