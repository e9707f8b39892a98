import { randomUUID } from 'node:crypto';

import type { Database, FirmTransaction, Scope } from '../db/database.ts';
import type { OpeningKeys } from '../keys/key-ring.ts';
import { insertContainer } from './containers.queries.ts';

export type ContainerOwner = Scope & { customerId: string; createdAt: Date };

/** Where the container of a new drop-off comes from. */
export type NewContainers = {
  /**
   * Runs in a transaction in which a container with a key pair of its own is there.
   * @throws Unavailable `no_keys_left` where pairs are made ahead and none is left
   */
  withNew(owner: ContainerOwner, run: (tx: FirmTransaction, containerId: string) => Promise<void>): Promise<void>;
};

type Deps = { database: Database; keys: Pick<OpeningKeys, 'createContainerKeys' | 'destroyContainerKeys'> };

/** Makes the key pair on the spot: for processes that hold the root key. */
export function createNewContainers({ database, keys }: Deps): NewContainers {
  return {
    async withNew({ firmId, customerId, createdAt }, run) {
      const id = randomUUID();
      const pair = await keys.createContainerKeys(firmId, id);
      try {
        await database.inFirm(firmId, async (tx) => {
          await insertContainer(tx, { id, firmId, customerId, createdAt, ...pair });
          await run(tx, id);
        });
      } catch (error) {
        // A key without a container opens nothing; it is only litter.
        await keys.destroyContainerKeys(firmId, id).catch(() => undefined);
        throw error;
      }
    },
  };
}
