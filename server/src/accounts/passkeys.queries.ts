import { sql } from 'kysely';

import type { FirmTransaction } from '../db/database.ts';

export type Passkey = { id: string; name: string; createdAt: Date; lastUsedAt: Date | null };
export type StoredPasskey = {
  id: string;
  accountId: string;
  credentialId: Uint8Array<ArrayBuffer>;
  publicKey: Uint8Array<ArrayBuffer>;
  counter: number;
};

export async function findPasskeyOwner(
  tx: FirmTransaction,
  credentialId: Uint8Array,
): Promise<{ firmId: string; accountId: string } | undefined> {
  const { rows } = await sql<{ firm_id: string; account_id: string }>`
    select firm_id, account_id from find_passkey(${Buffer.from(credentialId)})`.execute(tx);
  const [row] = rows;
  return row && { firmId: row.firm_id, accountId: row.account_id };
}

export async function findPasskey(tx: FirmTransaction, credentialId: Uint8Array): Promise<StoredPasskey | undefined> {
  const row = await tx
    .selectFrom('passkeys')
    .select(['id', 'account_id', 'credential_id', 'public_key', 'counter'])
    .where('credential_id', '=', Buffer.from(credentialId))
    .executeTakeFirst();
  return (
    row && {
      id: row.id,
      accountId: row.account_id,
      credentialId: Uint8Array.from(row.credential_id),
      publicKey: Uint8Array.from(row.public_key),
      counter: Number(row.counter),
    }
  );
}

export async function listPasskeys(
  tx: FirmTransaction,
  accountId: string,
): Promise<(Passkey & { credentialId: Uint8Array; transports: string[] })[]> {
  const rows = await tx
    .selectFrom('passkeys')
    .select(['id', 'name', 'created_at', 'last_used_at', 'credential_id', 'transports'])
    .where('account_id', '=', accountId)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    createdAt: row.created_at,
    lastUsedAt: row.last_used_at,
    credentialId: row.credential_id,
    transports: row.transports,
  }));
}

export async function insertPasskey(
  tx: FirmTransaction,
  passkey: StoredPasskey & { firmId: string; name: string; transports: string[]; createdAt: Date },
): Promise<void> {
  await tx
    .insertInto('passkeys')
    .values({
      id: passkey.id,
      firm_id: passkey.firmId,
      account_id: passkey.accountId,
      credential_id: Buffer.from(passkey.credentialId),
      public_key: Buffer.from(passkey.publicKey),
      counter: passkey.counter,
      transports: passkey.transports,
      name: passkey.name,
      created_at: passkey.createdAt,
    })
    .execute();
}

/** Notes a use; false when another use moved the counter meanwhile, or the passkey is gone. */
export async function usePasskey(
  tx: FirmTransaction,
  passkeyId: string,
  use: { counter: { from: number; to: number }; now: Date },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('passkeys')
    .set({ counter: use.counter.to, last_used_at: use.now })
    .where('id', '=', passkeyId)
    .where('counter', '=', use.counter.from)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

export async function deletePasskey(tx: FirmTransaction, accountId: string, passkeyId: string): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('passkeys')
    .where('id', '=', passkeyId)
    .where('account_id', '=', accountId)
    .executeTakeFirst();
  return numDeletedRows === 1n;
}
