import { Unavailable } from '../errors.ts';
import type { Database } from '../db/database.ts';
import { callForKeys, takePreparedContainer } from './containers.queries.ts';
import type { NewContainers } from './new-containers.ts';

/**
 * Takes key pairs that a process with the root key has made ahead: for an intake process, which can make none. A flood
 * may use them up; then the answer is "come back soon", never a pair from anywhere else.
 */
export function createPreparedContainers({ database }: { database: Database }): NewContainers {
  return {
    async withNew(owner, run) {
      const taken = await database.inFirm(owner, async (tx) => {
        const id = await takePreparedContainer(tx, owner);
        if (id !== undefined) await run(tx, id);
        return id !== undefined;
      });
      if (taken) return;
      await database.outsideFirm((tx) => callForKeys(tx, owner.firmId));
      throw new Unavailable('no_keys_left', 'Many drop-offs are beginning at this moment. Please try again soon.');
    },
  };
}
