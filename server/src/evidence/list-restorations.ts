import type { LoggedEvent } from '@schleuse/proofs/event-entry';

import type { Database } from '../db/database.ts';
import { restoredKind } from './backup-events.ts';
import { listLeaves } from './log.queries.ts';

export type Restoration = { salt: string; event: LoggedEvent };

/** The events by which the firm declared that its log goes on from a backup; numbers and times, nothing of people. */
export async function listRestorations(database: Database, firmId: string): Promise<Restoration[]> {
  const leaves = await database.inFirm(firmId, (tx) => listLeaves(tx, { kind: restoredKind, subjectId: firmId }));
  return leaves.map(({ salt, event }) => ({ salt: salt.toString('base64'), event }));
}
