import type { StaffActor } from '../actor.ts';
import { isId } from '../access/is-id.ts';
import { assertMay } from '../access/may.ts';
import type { Database, FirmTransaction } from '../db/database.ts';
import { Conflict, NotFound } from '../errors.ts';
import { recordMessageClosed, recordMessageRead, recordPasswordRevealed } from '../evidence/message-events.ts';
import type { OpeningKeys } from '../keys/key-ring.ts';
import { requestErasure } from '../retention/request-erasure.ts';
import type { MessageContents, MessageKind } from './message.types.ts';
import { findOpener, listMessages, lockMessage, setMessageClosed, setOpened } from './messages.queries.ts';
import { openMessage } from './seal-message.ts';

export type MessageItem = {
  id: string;
  kind: MessageKind;
  reference: string;
  dropoffId: string | null;
  receivedAt: string;
  erasesAt: string;
  opened: { at: string; by: string } | null;
  closed: boolean;
};

export type Messages = {
  list(actor: StaffActor): Promise<MessageItem[]>;
  /**
   * What was written. A password is shown this once: its key is destroyed before it is given out.
   * @throws NotFound; Conflict `already_revealed` with `details.by` and `details.at`, `on_hold`
   */
  open(actor: StaffActor, id: string): Promise<MessageContents>;
  /** Done with: it is erased. @throws NotFound; Conflict `on_hold` */
  close(actor: StaffActor, id: string): Promise<void>;
};

export type MessagesDeps = {
  database: Database;
  clock(): Date;
  keys: Pick<OpeningKeys, 'openIntakeKey' | 'destroyContainerKeys'>;
};

const shown = 500;
type Row = NonNullable<Awaited<ReturnType<typeof lockMessage>>>;

export function createMessages(deps: MessagesDeps): Messages {
  const { database, clock, keys } = deps;

  async function read(firmId: string, row: Row): Promise<MessageContents> {
    const { intake_key_id: intakeKeyId, sealed_key: sealedKey, sealed } = row;
    if (!intakeKeyId || !sealedKey || !sealed) throw new NotFound('erased', 'It was erased.');
    return await openMessage(keys, { firmId, id: row.container_id }, row.id, { intakeKeyId, sealedKey, sealed });
  }

  async function erase(tx: FirmTransaction, actor: StaffActor, row: Row): Promise<void> {
    const now = clock();
    await setMessageClosed(tx, row.id, now);
    await requestErasure(tx, actor, {
      containerId: row.container_id,
      dropoffId: row.id,
      subjectKind: 'message',
      reason: 'closed',
      moments: { arrival: row.received_at, close: now },
      now,
    });
  }

  return {
    async list(actor) {
      assertMay(actor, 'list', { kind: 'message', firmId: actor.firmId });
      const rows = await database.inFirm(actor.firmId, (tx) => listMessages(tx, shown));
      return rows.map((row) => ({
        id: row.id,
        kind: row.kind as MessageKind,
        reference: row.reference,
        dropoffId: row.dropoff_id,
        receivedAt: row.received_at.toISOString(),
        erasesAt: row.erases_at.toISOString(),
        opened: row.opened_at && { at: row.opened_at.toISOString(), by: row.opened_by ?? '' },
        closed: row.closed_at !== null,
      }));
    },

    async open(actor, id) {
      const { firmId } = actor;
      assertMay(actor, 'read', { kind: 'message', firmId });
      const { row, contents } = await database.inFirm(firmId, async (tx) => {
        const locked = await lock(tx, id);
        await refuseRevealed(tx, locked);
        // Opened under the lock, so that of two at once only one gets a password.
        const opened = await read(firmId, locked);
        if (!locked.opened_at) await setOpened(tx, id, { at: clock(), accountId: actor.accountId });
        if (locked.kind === 'password') {
          await recordPasswordRevealed(tx, actor, id);
          await erase(tx, actor, locked);
        } else {
          await recordMessageRead(tx, actor, id);
        }
        return { row: locked, contents: opened };
      });
      // Before anybody sees it: whatever happens from here on, it is not shown a second time.
      if (row.kind === 'password') await keys.destroyContainerKeys(firmId, row.container_id);
      return contents;
    },

    async close(actor, id) {
      const { firmId } = actor;
      assertMay(actor, 'close', { kind: 'message', firmId });
      await database.inFirm(firmId, async (tx) => {
        const row = await lock(tx, id);
        if (row.closed_at) return;
        await recordMessageClosed(tx, actor, id);
        await erase(tx, actor, row);
      });
    },
  };
}

async function lock(tx: FirmTransaction, id: string): Promise<Row> {
  const row = isId(id) ? await lockMessage(tx, id) : undefined;
  if (!row) throw new NotFound();
  return row;
}

async function refuseRevealed(tx: FirmTransaction, row: Row): Promise<void> {
  if (row.kind !== 'password' || !row.opened_at || !row.opened_by) return;
  throw new Conflict('already_revealed', 'This password was shown already and no longer exists.', {
    at: row.opened_at.toISOString(),
    by: await findOpener(tx, row.opened_by),
  });
}
