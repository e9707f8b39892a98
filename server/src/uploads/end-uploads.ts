import type { SubmitterActor, SystemActor } from '../actor.ts';
import { endUpload, findExpired } from './ended-uploads.queries.ts';
import { assertOwn } from './upload-limits.ts';
import type { Room } from './uploads-deps.ts';
import { lockUpload } from './uploads.queries.ts';

/** Takes an upload back, also a whole one, as long as the drop-off is open. */
export async function terminateUpload(room: Room, actor: SubmitterActor, uploadId: string): Promise<void> {
  const { containerId, objectIds } = await room.database.inFirm(actor, async (tx) => {
    const target = await room.targets.targetFor(tx, actor);
    const row = assertOwn(await lockUpload(tx, uploadId), actor.dropoffId);
    const objectIds = await endUpload(tx, row, 'terminated');
    if (row.state === 'complete') await room.events.withdrawn(tx, actor, target, uploadId);
    else {
      await room.events.progressed(tx, actor, target);
      await room.events.ended(tx, actor, { ...endedOf(row), reason: 'taken-back' });
    }
    return { containerId: row.container_id, objectIds };
  });
  room.store.forgetUpload(uploadId);
  await room.store.removeObjects({ firmId: actor.firmId, containerId }, objectIds);
}

/** Ends a firm's unfinished uploads whose time is over. Returns how many. */
export async function expireUploads(room: Room, actor: SystemActor): Promise<number> {
  const { firmId } = actor;
  const expired = await room.database.inFirm(firmId, (tx) => findExpired(tx, room.clock()));
  for (const { id, container_id: containerId } of expired) {
    const objectIds = await room.database.inFirm(firmId, async (tx) => {
      const row = await lockUpload(tx, id);
      if (row?.state !== 'open' || row.expires_at > room.clock()) return [];
      await room.events.ended(tx, actor, { ...endedOf(row), reason: 'expired' });
      return await endUpload(tx, row, 'expired');
    });
    room.store.forgetUpload(id);
    await room.store.removeObjects({ firmId, containerId }, objectIds);
  }
  return expired.length;
}

function endedOf({ container_id: containerId, received }: { container_id: string; received: number }) {
  return { containerId, received };
}
