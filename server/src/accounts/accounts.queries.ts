import { sql } from 'kysely';

import type { FirmTransaction } from '../db/database.ts';

export type Role = 'owner' | 'agent';

export type Account = {
  id: string;
  firmId: string;
  email: string;
  name: string;
  role: Role;
  passwordHash: string;
  totpSecretSealed: Uint8Array | null;
  totpConfirmedAt: Date | null;
  /** Last accepted time step of TOTP, -1 before the first. */
  totpLastStep: number;
  /** How many passkeys the account has. */
  passkeys: number;
  deactivatedAt: Date | null;
};

/** Whether a password alone signs in. */
export function hasSecondFactor(account: Pick<Account, 'totpConfirmedAt' | 'passkeys'>): boolean {
  return account.totpConfirmedAt !== null || account.passkeys > 0;
}

/** Which account an address belongs to, before its firm is known: ids only. */
export async function findAccountIdByEmail(
  tx: FirmTransaction,
  email: string,
): Promise<{ firmId: string; accountId: string } | undefined> {
  const { rows } = await sql<{ firm_id: string; account_id: string }>`
    select firm_id, account_id from find_account_by_email(${email})`.execute(tx);
  const [row] = rows;
  return row && { firmId: row.firm_id, accountId: row.account_id };
}

export async function findAccount(
  tx: FirmTransaction,
  accountId: string,
  options: { lock?: boolean } = {},
): Promise<Account | undefined> {
  const row = await tx
    .selectFrom('accounts')
    .selectAll()
    .where('id', '=', accountId)
    .$if(options.lock === true, (query) => query.forUpdate())
    .executeTakeFirst();
  return (
    row && {
      id: row.id,
      firmId: row.firm_id,
      email: row.email,
      name: row.name,
      role: row.role as Role,
      passwordHash: row.password_hash,
      totpSecretSealed: row.totp_secret_sealed,
      totpConfirmedAt: row.totp_confirmed_at,
      totpLastStep: Number(row.totp_last_step),
      passkeys: row.passkey_count,
      deactivatedAt: row.deactivated_at,
    }
  );
}

export async function insertAccount(
  tx: FirmTransaction,
  account: {
    id: string;
    firmId: string;
    email: string;
    name: string;
    role: Role;
    passwordHash: string;
    createdAt: Date;
  },
): Promise<void> {
  await tx
    .insertInto('accounts')
    .values({
      id: account.id,
      firm_id: account.firmId,
      email: account.email,
      name: account.name,
      role: account.role,
      password_hash: account.passwordHash,
      created_at: account.createdAt,
    })
    .execute();
}

/** Replaces the hash if it still is the one that was read; false when somebody else changed it meanwhile. */
export async function replacePasswordHash(
  tx: FirmTransaction,
  accountId: string,
  hashes: { from: string; to: string },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('accounts')
    .set({ password_hash: hashes.to })
    .where('id', '=', accountId)
    .where('password_hash', '=', hashes.from)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Locks the firm's active owners, in one order for all, and returns their ids. */
export async function lockActiveOwners(tx: FirmTransaction): Promise<string[]> {
  const rows = await tx
    .selectFrom('accounts')
    .select('id')
    .where('role', '=', 'owner')
    .where('deactivated_at', 'is', null)
    .orderBy('id')
    .forUpdate()
    .execute();
  return rows.map((row) => row.id);
}

export async function updateMember(
  tx: FirmTransaction,
  accountId: string,
  patch: { role?: Role; deactivatedAt?: Date | null },
): Promise<void> {
  await tx
    .updateTable('accounts')
    .set({
      ...(patch.role !== undefined && { role: patch.role }),
      ...(patch.deactivatedAt !== undefined && { deactivated_at: patch.deactivatedAt }),
    })
    .where('id', '=', accountId)
    .execute();
}

export type Member = {
  id: string;
  name: string;
  email: string;
  role: Role;
  /** Whether there is a second factor: one-time codes or a passkey. */
  totp: boolean;
  deactivated: boolean;
  lastSeenAt: Date | null;
};

export async function listMembers(tx: FirmTransaction): Promise<Member[]> {
  const rows = await tx
    .selectFrom('accounts')
    .leftJoin('sessions', 'sessions.account_id', 'accounts.id')
    .select((eb) => [
      'accounts.id',
      'accounts.name',
      'accounts.email',
      'accounts.role',
      'accounts.totp_confirmed_at',
      'accounts.passkey_count',
      'accounts.deactivated_at',
      eb.fn.max('sessions.last_seen_at').as('last_seen_at'),
    ])
    .groupBy('accounts.id')
    .orderBy('accounts.name')
    .orderBy('accounts.id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    email: row.email,
    role: row.role as Role,
    totp: row.totp_confirmed_at !== null || row.passkey_count > 0,
    deactivated: row.deactivated_at !== null,
    lastSeenAt: row.last_seen_at,
  }));
}

export async function isMemberAddress(tx: FirmTransaction, email: string): Promise<boolean> {
  return (await tx.selectFrom('accounts').select('id').where('email', '=', email).executeTakeFirst()) !== undefined;
}
