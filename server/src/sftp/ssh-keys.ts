import { randomUUID } from 'node:crypto';

import { isId } from '../access/is-id.ts';
import { assertMay, type Resource } from '../access/may.ts';
import type { StaffActor } from '../actor.ts';
import type { Database, FirmTransaction } from '../db/database.ts';
import { Conflict, InvalidInput, NotFound } from '../errors.ts';
import { recordSshKeyAdded, recordSshKeyRemoved } from '../evidence/sftp-events.ts';
import { formatFingerprint, hashKey, readPublicKey } from './public-key.ts';
import { deleteKey, insertKey, listKeys, type SshKeyRow } from './ssh-keys.queries.ts';

export type SshKey = Omit<SshKeyRow, 'fingerprint'> & { fingerprint: string };

export type SshKeys = {
  listKeys(actor: StaffActor): Promise<SshKey[]>;
  /**
   * Lets a key open SFTP for the actor.
   * @param name without one: the comment in the key, or its kind
   * @throws InvalidInput `ssh_key_…`, `credentials_wrong`; Conflict `ssh_key_known`, `ssh_keys_full`
   */
  addKey(actor: StaffActor, key: { publicKey: string; name?: string; password: string }): Promise<SshKey>;
  /** Connections made with it end at once. @throws NotFound */
  removeKey(actor: StaffActor, id: string): Promise<void>;
};

export type SshKeysDeps = {
  database: Database;
  clock: () => Date;
  /** Asks for the password again (accounts/), and tells the account's owner by mail. */
  confirmPassword(actor: StaffActor, password: string): Promise<{ email: string }>;
  notifyKeyAdded(
    tx: FirmTransaction,
    notice: { firmId: string; email: string; keyId: string; at: Date },
  ): Promise<void>;
};

/** Enough for every device of one person. */
const mostKeys = 20;

export function createSshKeys({ database, clock, confirmPassword, notifyKeyAdded }: SshKeysDeps): SshKeys {
  return {
    async listKeys(actor) {
      assertMay(actor, 'list', own(actor));
      return (await database.inFirm(actor.firmId, (tx) => listKeys(tx, actor.accountId))).map(viewKey);
    },

    async addKey(actor, { publicKey, name, password }) {
      assertMay(actor, 'create', own(actor));
      const read = readPublicKey(publicKey);
      const { email } = await confirmPassword(actor, password);
      const { firmId, accountId } = actor;
      const now = clock();
      const row = await database.inFirm(firmId, async (tx) => {
        const known = await listKeys(tx, accountId);
        if (known.length >= mostKeys) throw new Conflict('ssh_keys_full', `${mostKeys} keys are the most.`);
        const id = randomUUID();
        const inserted = await insertKey(tx, {
          id,
          firmId,
          accountId,
          name: readName(name) || read.comment || read.algorithm,
          algorithm: read.algorithm,
          publicKey: read.blob,
          fingerprint: hashKey(read.blob),
          createdAt: now,
        });
        if (!inserted) throw new Conflict('ssh_key_known', 'You have added this key already.');
        await recordSshKeyAdded(tx, actor, { keyId: id, fingerprint: formatFingerprint(inserted.fingerprint) });
        await notifyKeyAdded(tx, { firmId, email, keyId: id, at: now });
        return inserted;
      });
      return viewKey(row);
    },

    async removeKey(actor, id) {
      assertMay(actor, 'revoke', own(actor));
      if (!isId(id)) throw new NotFound();
      await database.inFirm(actor.firmId, async (tx) => {
        const removed = await deleteKey(tx, actor.accountId, id);
        if (!removed) throw new NotFound();
        await recordSshKeyRemoved(tx, actor, { keyId: id, fingerprint: formatFingerprint(removed.fingerprint) });
      });
    },
  };
}

function own({ firmId, accountId }: StaffActor): Resource {
  return { kind: 'sshKey', firmId, accountId };
}

function readName(name = ''): string {
  const clean = name.trim().replace(/\s+/g, ' ');
  if (clean.length > 200 || /[\p{Cc}\p{Cf}]/u.test(clean)) {
    throw new InvalidInput('name_invalid', 'Please give a name of at most 200 characters.');
  }
  return clean;
}

function viewKey(row: SshKeyRow): SshKey {
  return { ...row, fingerprint: formatFingerprint(row.fingerprint) };
}
