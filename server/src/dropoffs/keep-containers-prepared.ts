import { randomUUID } from 'node:crypto';

import type { Database } from '../db/database.ts';
import type { OpeningKeys } from '../keys/key-ring.ts';
import type { Log } from '../log.ts';
import { countPrepared, deletePrepared, insertPrepared, keysChannel, listPrepared } from './containers.queries.ts';

export type KeeperDeps = {
  database: Database;
  keys: Pick<OpeningKeys, 'createContainerKeys' | 'destroyContainerKeys' | 'holdsContainerKeys'>;
  listFirmIds(): Promise<string[]>;
  log: Log;
  /** Pairs kept ready for each firm; default 64: a public key is 1.2 kB, a private one a file. */
  stock?: number;
};

const atOnce = 8;
/** New firms, and calls that were lost with a connection. */
const lookEveryMs = 5_000;

/** Keeps key pairs ready for intake processes, until disposed. To run once a house, where the root key is. */
export async function keepContainersPrepared(deps: KeeperDeps): Promise<AsyncDisposable> {
  const { database, log } = deps;
  const filling = new Map<string, Promise<void>>();
  let over = false;

  function fill(firmId: string): void {
    if (over || filling.has(firmId)) return;
    const work = fillUp(deps, firmId, () => over)
      .catch((error: unknown) => log.warn({ err: error, firmId }, 'no key pairs could be prepared'))
      .finally(() => filling.delete(firmId));
    filling.set(firmId, work);
  }
  async function fillAll(): Promise<void> {
    for (const firmId of await deps.listFirmIds()) fill(firmId);
  }
  const look = (): void => void fillAll().catch(() => undefined);

  for (const firmId of await deps.listFirmIds()) await dropKeyless(deps, firmId);
  const listening = await database.listen(keysChannel, fill);
  const timer = setInterval(look, lookEveryMs);
  timer.unref();
  look();
  return {
    async [Symbol.asyncDispose]() {
      over = true;
      clearInterval(timer);
      await listening[Symbol.asyncDispose]();
      await Promise.all(filling.values());
    },
  };
}

async function fillUp(deps: KeeperDeps, firmId: string, isOver: () => boolean): Promise<void> {
  const { database, keys, stock = 64 } = deps;
  for (;;) {
    const missing = stock - (await database.inFirm(firmId, countPrepared));
    if (missing <= 0 || isOver()) return;
    const ids = Array.from({ length: Math.min(missing, atOnce) }, () => randomUUID());
    try {
      // The private half is durable before anybody can be given the public one.
      const pairs = await Promise.all(ids.map(async (id) => ({ id, ...(await keys.createContainerKeys(firmId, id)) })));
      await database.inFirm(firmId, (tx) => insertPrepared(tx, firmId, pairs));
    } catch (error) {
      for (const id of ids) await keys.destroyContainerKeys(firmId, id).catch(() => undefined);
      throw error;
    }
  }
}

/** After a restored backup the key ring may lack what the database promises: nothing may be sealed to such a pair. */
async function dropKeyless({ database, keys }: KeeperDeps, firmId: string): Promise<void> {
  const ids = await database.inFirm(firmId, listPrepared);
  const held = await Promise.all(ids.map((id) => keys.holdsContainerKeys(firmId, id)));
  await database.inFirm(firmId, (tx) =>
    deletePrepared(
      tx,
      ids.filter((_, index) => !held[index]),
    ),
  );
}
