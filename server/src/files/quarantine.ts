import type { StaffActor } from '../actor.ts';
import { assertMay } from '../access/may.ts';
import type { Database, FirmTransaction } from '../db/database.ts';
import { Conflict, InvalidInput, NotFound } from '../errors.ts';
import { recordFileReleased, recordQuarantinedErased } from '../evidence/scan-events.ts';
import type { Notifications } from '../notifications/notifications.types.ts';
import { assertNotKept, findKeeper } from '../retention/holds.ts';
import { lockQuarantined, setReleased, setRemoved } from './files.queries.ts';

export type QuarantineDeps = {
  database: Database;
  clock(): Date;
  /** Of uploads: forgets where a file's bytes lie; answers what then removes those that are its own. */
  dropBytes(tx: FirmTransaction, firmId: string, fileId: string): Promise<() => Promise<void>>;
  notifications: Pick<Notifications, 'publishInboxChange'>;
};

type FilePlace = { dropoffId: string; fileId: string };

export type Quarantine = {
  /**
   * Lets a file out, for everybody who may read the drop-off.
   * @param reason 10 to 500 characters; it stands in the protocol
   * @throws InvalidInput `reason_too_short`, NotFound when it is not in quarantine
   */
  release(actor: StaffActor, place: FilePlace, reason: string): Promise<void>;
  /**
   * Erases a file for good; the rest of its drop-off stays.
   * @throws NotFound, Conflict `dropoff_open`, `on_hold`, `kept_by_rule`
   */
  erase(actor: StaffActor, place: FilePlace): Promise<void>;
};

/** What becomes of files in which the virus scanner has found something: an owner's matter. */
export function createQuarantine({ database, clock, dropBytes, notifications }: QuarantineDeps): Quarantine {
  return {
    async release(actor, place, reason) {
      const { firmId } = actor;
      assertMay(actor, 'release', { kind: 'quarantine', firmId, dropoffId: place.dropoffId });
      const words = reason.trim();
      if (words.length < 10) throw new InvalidInput('reason_too_short', 'Please say why, in at least 10 characters.');
      await database.inFirm(firmId, async (tx) => {
        const { id } = await lock(tx, place);
        await setReleased(tx, id, { at: clock(), by: actor.accountId, reason: words });
        await recordFileReleased(tx, actor, place.dropoffId, { fileId: id, reason: words });
        await notifications.publishInboxChange(tx, firmId, place.dropoffId);
      });
    },
    async erase(actor, place) {
      const { firmId } = actor;
      assertMay(actor, 'erase', { kind: 'quarantine', firmId, dropoffId: place.dropoffId });
      const removeBytes = await database.inFirm(firmId, async (tx) => {
        const file = await lock(tx, place);
        const { id, containerId } = file;
        // Its sender's program still counts on what it has sent, and would send it again.
        if (file.state === 'open') throw new Conflict('dropoff_open', 'The drop-off is still arriving.');
        const moments = { arrival: file.submitted_at ?? file.created_at };
        assertNotKept(await findKeeper(tx, { firmId, containerId, kind: 'dropoff', moments }, clock()));
        const removeBytes = await dropBytes(tx, firmId, id);
        await setRemoved(tx, id, clock());
        await recordQuarantinedErased(tx, actor, place.dropoffId, { fileId: id });
        await notifications.publishInboxChange(tx, firmId, place.dropoffId);
        return removeBytes;
      });
      await removeBytes();
    },
  };
}

async function lock(tx: FirmTransaction, { dropoffId, fileId }: FilePlace) {
  const file = await lockQuarantined(tx, dropoffId, fileId);
  if (!file) throw new NotFound();
  return file;
}
