import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

import type { Database, FirmTransaction } from '../db/database.ts';
import type { GiveUpKeyless } from '../dropoffs/give-up-keyless.ts';
import { recordRestored } from '../evidence/backup-events.ts';
import type { ContinuedLog, KnownLog } from '../evidence/continue-log.ts';
import { LogDamaged } from '../evidence/sequence-events.ts';
import type { EvidenceLog } from '../evidence/evidence-log.ts';
import type { Log } from '../log.ts';
import { endAllSessions, findKeptContainers } from './backup.queries.ts';
import { LogMirrorDamaged, readMirroredLog } from './read-log-mirror.ts';
import { readRestoredMark, removeRestoredMark, restoredLogs } from './restored-mark.ts';

export type ReconcileDeps = {
  dataDir: string;
  database: Database;
  log: Log;
  clock: () => Date;
  listFirmIds(): Promise<string[]>;
  holdsContainerKeys(firmId: string, containerId: string): Promise<boolean>;
  giveUpKeyless: GiveUpKeyless;
  evidenceLog: Pick<EvidenceLog, 'continueLog' | 'declareRestoration'>;
  inventorySigner(options: { make: boolean }): Promise<{ publicKey: Uint8Array } | undefined>;
};

/**
 * The first start after a restore: what was erased after the backup has rows again, but no key; it is given up, and the
 * erasure run clears it away. Nobody stays signed in. The evidence log goes on from the newest tree the backup knew, and
 * its next entry says so. Objects without rows are left to the storage's sweep. May be cut short and done again; without
 * a restore before it does nothing.
 */
export async function reconcileRestored(deps: ReconcileDeps): Promise<void> {
  const { dataDir, database, log, clock } = deps;
  const mark = await readRestoredMark(dataDir);
  if (!mark) return;
  for (const firmId of await deps.listFirmIds()) {
    const known = await findKnownLog(deps, firmId);
    await database.inFirm(firmId, async (tx) => {
      let erasedSince = 0;
      for (const containerId of await findKeptContainers(tx)) {
        if (await deps.holdsContainerKeys(firmId, containerId)) continue;
        if (await deps.giveUpKeyless(tx, firmId, containerId, clock())) erasedSince += 1;
      }
      await endAllSessions(tx, clock());
      const continued = await continueLog(deps, tx, firmId, known);
      await recordRestored(tx, firmId, { backup: mark.number, takenAt: mark.takenAt, erasedSince, log: continued });
      await deps.evidenceLog.declareRestoration(tx, firmId).catch((error: unknown) => sayDamaged(deps, firmId, error));
      log.warn({ firmId, erasedSince, takenAt: mark.takenAt, ...continued }, 'restored from a backup');
    });
  }
  await removeRestoredMark(dataDir);
}

/** A state that is none of this log's is left aside: the log then goes on from the database's. */
async function continueLog(
  deps: ReconcileDeps,
  tx: FirmTransaction,
  firmId: string,
  known: KnownLog | undefined,
): Promise<ContinuedLog> {
  return await deps.evidenceLog.continueLog(tx, firmId, known).catch(async (error: unknown) => {
    sayDamaged(deps, firmId, error);
    return await deps.evidenceLog.continueLog(tx, firmId, undefined);
  });
}

/** A log that cannot go on does not keep the server from starting; it signs nothing more, and says so. */
function sayDamaged({ log }: ReconcileDeps, firmId: string, error: unknown): void {
  if (!(error instanceof LogDamaged)) throw error;
  log.error({ firmId, fault: error.message }, 'ALARM: the evidence log cannot go on');
}

/** What the restore put there; it was proved then, and is once more. Undefined where the backup had none. */
async function findKnownLog(
  { dataDir, inventorySigner, log }: ReconcileDeps,
  firmId: string,
): Promise<KnownLog | undefined> {
  const logs = join(dataDir, restoredLogs);
  const names: string[] = await readdir(logs).catch(() => []);
  const signer = await inventorySigner({ make: false });
  if (!signer || !names.includes(`${firmId}.list`)) return undefined;
  try {
    const { head, hashes, findRoot } = await readMirroredLog(logs, firmId, signer.publicKey);
    return { ...head, hashes, findRoot };
  } catch (error) {
    if (!(error instanceof LogMirrorDamaged)) throw error;
    // The log then goes on from the database's state, and its next entry says from which.
    log.error({ firmId, fault: error.message }, 'ALARM: what was kept of the evidence log cannot be used');
    return undefined;
  }
}
