import type { FirmTransaction } from '../db/database.ts';
import { recordEvent } from './record-event.ts';

/** The kind of event by which auditors know a restoration that was declared (proofs/SPEC.md). */
export const restoredKind = 'restored-from-backup';

/**
 * The firm's rows are those of a backup; what happened between `takenAt` and now is not in them. `log` is the tree that
 * the log goes on from: this event is its next leaf.
 */
export async function recordRestored(
  tx: FirmTransaction,
  firmId: string,
  details: {
    backup: number;
    takenAt: string;
    erasedSince: number;
    log: { size: number; root: string; withoutEvents: number };
  },
): Promise<void> {
  const actor = { kind: 'system', firmId, task: 'restore' } as const;
  await recordEvent(tx, actor, { kind: restoredKind, subjectKind: 'firm', subjectId: firmId, details });
}
