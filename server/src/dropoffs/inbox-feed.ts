import type { Database } from '../db/database.ts';
import { type InboxChange, inboxChannel } from '../notifications/notifications.types.ts';

export type InboxFeed = {
  /** Hears the ids of drop-offs of one firm that changed, until the returned function is called. */
  subscribe(firmId: string, hear: (dropoffId: string) => void): Promise<() => void>;
};

/** Spreads what the database announces to everybody who watches an inbox: one LISTEN for all of them. */
export function createInboxFeed(database: Pick<Database, 'listen'>): InboxFeed {
  const hearers = new Map<string, Set<(dropoffId: string) => void>>();
  let listening: Promise<AsyncDisposable> | undefined;

  function spread(payload: string): void {
    const { firmId, dropoffId } = JSON.parse(payload) as InboxChange;
    for (const hear of hearers.get(firmId) ?? []) hear(dropoffId);
  }

  return {
    async subscribe(firmId, hear) {
      const attempt = (listening ??= database.listen(inboxChannel, spread));
      attempt.catch(() => {
        if (listening === attempt) listening = undefined;
      });
      await attempt;
      const set = hearers.get(firmId) ?? new Set();
      hearers.set(firmId, set.add(hear));
      return () => {
        set.delete(hear);
        if (set.size === 0 && hearers.get(firmId) === set) hearers.delete(firmId);
      };
    },
  };
}
