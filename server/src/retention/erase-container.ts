import type { SystemActor } from '../actor.ts';
import type { Database, FirmTransaction } from '../db/database.ts';
import { recordErased } from '../evidence/dropoff-events.ts';
import { eraseContainerTask } from './request-erasure.ts';
import { deleteRowsOfBytes, lockContainer, setErased } from './retention.queries.ts';

export type EraseContainerDeps = {
  database: Database;
  /** Makes every copy of the container's bytes unreadable; may be asked again. */
  destroyContainerKeys(firmId: string, containerId: string): Promise<void>;
  /** Unlinks every object of the container; may be asked again. */
  removeObjects(firmId: string, containerId: string): Promise<void>;
  /** Blanks what the owner of the container knows about the contents; names the owner for the protocol. */
  forget(tx: FirmTransaction, containerId: string): Promise<{ dropoffId: string }>;
  clock(): Date;
};

/**
 * Destroys what a container held: key, then objects, then the rows that name them. Every step may find itself done
 * already, so it may run twice and goes on after a crash at any point.
 * @returns whether this run finished it
 * @throws Error for a container that nobody gave up
 */
export async function eraseContainer(deps: EraseContainerDeps, firmId: string, containerId: string): Promise<boolean> {
  const actor: SystemActor = { kind: 'system', firmId, task: eraseContainerTask };
  const before = await deps.database.inFirm(firmId, (tx) => lockContainer(tx, containerId));
  if (!before || before.erased_at) return false;
  if (!before.erase_requested_at) throw new Error(`container ${containerId} was not given up`);

  await deps.destroyContainerKeys(firmId, containerId);
  await deps.removeObjects(firmId, containerId);
  return await deps.database.inFirm(firmId, async (tx) => {
    const container = await lockContainer(tx, containerId);
    // Another run was faster: its event stands.
    if (!container || container.erased_at) return false;
    const counts = await deleteRowsOfBytes(tx, containerId);
    const { dropoffId } = await deps.forget(tx, containerId);
    await setErased(tx, containerId, deps.clock());
    await recordErased(tx, actor, dropoffId, { containerId, ...counts });
    return true;
  });
}
