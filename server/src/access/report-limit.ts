import type { Database } from '../db/database.ts';
import { type LimitedDoor, recordTriesLimited } from '../evidence/refusal-events.ts';
import type { Attempts } from './attempts.ts';

/** Of whom: by what a limit counts, an address or an account, never written down as it is. */
export type LimitReached = { firmId: string; door: LimitedDoor; key: string; windowSeconds: number };

export type ReportLimit = (limit: LimitReached) => Promise<void>;

/** Writes into the protocol that somebody was refused for trying too often: once a window, however often they go on. */
export function createReportLimit(deps: { database: Database; attempts: Attempts }): ReportLimit {
  const { database, attempts } = deps;
  return async ({ firmId, door, key, windowSeconds }) => {
    if ((await attempts.countAttempt(`reported.${door}`, `${firmId}/${key}`, windowSeconds)) > 1) return;
    const client = attempts.pseudonym(door, key);
    await database.inFirm(firmId, (tx) => recordTriesLimited(tx, firmId, { door, client }));
  };
}
