import { sql } from 'kysely';

import type { FirmTransaction } from '../db/database.ts';

export type SshKeyRow = {
  id: string;
  name: string;
  algorithm: string;
  fingerprint: Buffer;
  createdAt: Date;
  lastUsedAt: Date | null;
};

const columns = [
  'id',
  'name',
  'algorithm',
  'fingerprint',
  'created_at as createdAt',
  'last_used_at as lastUsedAt',
] as const;

export async function listKeys(tx: FirmTransaction, accountId: string): Promise<SshKeyRow[]> {
  return await tx
    .selectFrom('ssh_keys')
    .select(columns)
    .where('account_id', '=', accountId)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
}

/** @returns undefined when the account has this key already */
export async function insertKey(
  tx: FirmTransaction,
  key: {
    id: string;
    firmId: string;
    accountId: string;
    name: string;
    algorithm: string;
    publicKey: Uint8Array;
    fingerprint: Uint8Array;
    createdAt: Date;
  },
): Promise<SshKeyRow | undefined> {
  return await tx
    .insertInto('ssh_keys')
    .values({
      id: key.id,
      firm_id: key.firmId,
      account_id: key.accountId,
      name: key.name,
      algorithm: key.algorithm,
      public_key: key.publicKey,
      fingerprint: key.fingerprint,
      created_at: key.createdAt,
    })
    .onConflict((conflict) => conflict.columns(['account_id', 'fingerprint']).doNothing())
    .returning(columns)
    .executeTakeFirst();
}

export async function deleteKey(
  tx: FirmTransaction,
  accountId: string,
  id: string,
): Promise<{ fingerprint: Buffer } | undefined> {
  return await tx
    .deleteFrom('ssh_keys')
    .where('id', '=', id)
    .where('account_id', '=', accountId)
    .returning('fingerprint')
    .executeTakeFirst();
}

export async function touchKey(tx: FirmTransaction, id: string, now: Date): Promise<void> {
  await tx.updateTable('ssh_keys').set({ last_used_at: now }).where('id', '=', id).execute();
}

/** Which account an address belongs to, before its firm is known: ids only. */
export async function findAccountByAddress(
  tx: FirmTransaction,
  email: string,
): Promise<{ firmId: string; accountId: string } | undefined> {
  const { rows } = await sql<{ firm_id: string; account_id: string }>`
    select firm_id, account_id from find_account_by_email(${email})`.execute(tx);
  const [row] = rows;
  return row && { firmId: row.firm_id, accountId: row.account_id };
}

/** A key of an account with what decides whether it opens now; `which` is the key's id, or the hash of the key. */
export async function findStanding(
  tx: FirmTransaction,
  accountId: string,
  which: { id: string } | { fingerprint: Uint8Array },
) {
  return await tx
    .selectFrom('accounts as a')
    .innerJoin('firms as f', 'f.id', 'a.firm_id')
    .leftJoin('ssh_keys as k', (join) =>
      'id' in which
        ? join.onRef('k.account_id', '=', 'a.id').on('k.id', '=', which.id)
        : join.onRef('k.account_id', '=', 'a.id').on('k.fingerprint', '=', Buffer.from(which.fingerprint)),
    )
    .select([
      'a.role',
      'a.deactivated_at',
      'k.id as key_id',
      'k.public_key',
      'f.sftp_networks',
      'f.sftp_hours',
      'f.sftp_may_close',
      'f.time_zone',
    ])
    .where('a.id', '=', accountId)
    .executeTakeFirst();
}
