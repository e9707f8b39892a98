import type { FirmTransaction } from '../db/database.ts';
import { recordEvent } from './record-event.ts';

/** The firm's rows are those of a backup; what happened between `takenAt` and now is not in them. */
export async function recordRestored(
  tx: FirmTransaction,
  firmId: string,
  details: { backup: number; takenAt: string; erasedSince: number },
): Promise<void> {
  const actor = { kind: 'system', firmId, task: 'restore' } as const;
  await recordEvent(tx, actor, { kind: 'restored-from-backup', subjectKind: 'firm', subjectId: firmId, details });
}
