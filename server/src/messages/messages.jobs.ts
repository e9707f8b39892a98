import type { Database, FirmTransaction } from '../db/database.ts';
import type { Tasks } from '../jobs/start-jobs.ts';

export const messageArrivedTask = 'message-arrived';

export type MessageTasksDeps = {
  database: Database;
  clock(): Date;
  notifyMessage(tx: FirmTransaction, message: { firmId: string; at: Date }): Promise<void>;
};

/** The mail about a message is written where mails may be: not in an intake process. */
export function createMessageTasks({ database, clock, notifyMessage }: MessageTasksDeps): Tasks {
  return {
    async [messageArrivedTask](payload) {
      const { firmId } = payload as { firmId: string };
      await database.inFirm(firmId, (tx) => notifyMessage(tx, { firmId, at: clock() }));
    },
  };
}
