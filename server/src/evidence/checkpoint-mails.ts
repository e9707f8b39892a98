import type { Database, FirmTransaction } from '../db/database.ts';
import type { EvidenceLog } from './evidence-log.ts';

export const mailCheckpointsTask = 'mail-checkpoints';

export type CheckpointMailDeps = {
  database: Database;
  evidenceLog: Pick<EvidenceLog, 'checkpoint' | 'verifierKey'>;
  notifications: {
    sendCheckpoint(
      tx: FirmTransaction,
      mail: { firmId: string; to: string; day: string; checkpoint: string; verifierKey: string },
    ): Promise<void>;
  };
  listFirmIds(): Promise<string[]>;
  clock(): Date;
  /** A mailbox somebody else keeps; undefined for none. */
  mailbox: string | undefined;
};

/** Sends each firm's newest checkpoint out of the house; once a day, however often it is asked. */
export async function mailCheckpoints(deps: CheckpointMailDeps): Promise<void> {
  const { mailbox: to, evidenceLog } = deps;
  if (to === undefined) return;
  const day = deps.clock().toISOString().slice(0, 10);
  for (const firmId of await deps.listFirmIds()) {
    const verifierKey = await evidenceLog.verifierKey(firmId);
    const checkpoint = await evidenceLog.checkpoint(firmId);
    await deps.database.inFirm(firmId, (tx) =>
      deps.notifications.sendCheckpoint(tx, { firmId, to, day, checkpoint, verifierKey }),
    );
  }
}
