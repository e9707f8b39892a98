import { sql } from 'kysely';

import type { Hours } from '../access/allowed-hours.ts';
import type { FirmTransaction } from '../db/database.ts';

/** A firm as the other rooms see it: facts and settings; sizes in bytes, periods in days. */
export type Firm = {
  id: string;
  name: string;
  createdAt: Date;
  eraseAfterDays: number;
  customerNumberPattern: string;
  customerNumberExample: string;
  maxFileBytes: number;
  maxDropoffBytes: number;
  maxDropoffFiles: number;
  requireTotp: boolean;
  notifyEmail: string;
  imprint: string;
  /** IANA name: whose calendar years and days of retention are counted by. */
  timeZone: string;
  /** From where SFTP is allowed, as `10.1.0.0/16`; empty: from everywhere. */
  sftpNetworks: string[];
  /** When SFTP is allowed, in `timeZone`; empty: at any time. */
  sftpHours: Hours[];
  /** Whether removing a case's folder over SFTP closes the case. */
  sftpMayClose: boolean;
  /** Only files somebody of the firm has asked for. */
  requireRequest: boolean;
  /** Case references only from links that the firm's own program signed. */
  requireSignedLinks: boolean;
  /** Ed25519, 32 bytes; null before there is one. Its private half is with the firm. */
  linkPublicKey: Uint8Array | null;
  linkKeyMadeAt: Date | null;
  /** Ed25519, 32 bytes */
  receiptPublicKey: Uint8Array;
};

/** What an intake process needs, and may see, of a firm. */
export type PublicFirm = Pick<
  Firm,
  | 'id'
  | 'name'
  | 'createdAt'
  | 'eraseAfterDays'
  | 'customerNumberPattern'
  | 'customerNumberExample'
  | 'maxFileBytes'
  | 'maxDropoffBytes'
  | 'maxDropoffFiles'
  | 'imprint'
  | 'timeZone'
  | 'receiptPublicKey'
  | 'requireRequest'
  | 'requireSignedLinks'
  | 'linkPublicKey'
>;

export type FirmSettings = Omit<Firm, 'id' | 'createdAt' | 'receiptPublicKey' | 'linkPublicKey' | 'linkKeyMadeAt'>;

/** Set-ups and new firms take turns: held until the end of the transaction. */
export async function lockSetUp(tx: FirmTransaction): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('schleuse.set-up', 0))`.execute(tx);
}

export async function listFirmIds(tx: FirmTransaction): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select id from list_firm_ids() as id`.execute(tx);
  return rows.map((row) => row.id);
}

export async function insertFirm(
  tx: FirmTransaction,
  firm: { id: string; name: string; receiptPublicKey: Uint8Array; createdAt: Date },
): Promise<void> {
  await tx
    .insertInto('firms')
    .values({
      id: firm.id,
      name: firm.name,
      created_at: firm.createdAt,
      receipt_public_key: Buffer.from(firm.receiptPublicKey),
    })
    .execute();
}

export async function findPublicFirm(tx: FirmTransaction, firmId: string): Promise<PublicFirm | undefined> {
  return await tx
    .selectFrom('firms')
    .select([
      'id',
      'name',
      'created_at as createdAt',
      'erase_after_days as eraseAfterDays',
      'customer_number_pattern as customerNumberPattern',
      'customer_number_example as customerNumberExample',
      'max_file_bytes as maxFileBytes',
      'max_dropoff_bytes as maxDropoffBytes',
      'max_dropoff_files as maxDropoffFiles',
      'imprint',
      'time_zone as timeZone',
      'receipt_public_key as receiptPublicKey',
      'require_request as requireRequest',
      'require_signed_links as requireSignedLinks',
      'link_public_key as linkPublicKey',
    ])
    .where('id', '=', firmId)
    .executeTakeFirst();
}

export async function findFirm(tx: FirmTransaction, firmId: string): Promise<Firm | undefined> {
  const row = await tx.selectFrom('firms').selectAll().where('id', '=', firmId).executeTakeFirst();
  return (
    row && {
      id: row.id,
      name: row.name,
      createdAt: row.created_at,
      eraseAfterDays: row.erase_after_days,
      customerNumberPattern: row.customer_number_pattern,
      customerNumberExample: row.customer_number_example,
      maxFileBytes: Number(row.max_file_bytes),
      maxDropoffBytes: Number(row.max_dropoff_bytes),
      maxDropoffFiles: row.max_dropoff_files,
      requireTotp: row.require_totp,
      notifyEmail: row.notify_email,
      imprint: row.imprint,
      timeZone: row.time_zone,
      sftpNetworks: row.sftp_networks,
      sftpHours: row.sftp_hours as Hours[],
      sftpMayClose: row.sftp_may_close,
      requireRequest: row.require_request,
      requireSignedLinks: row.require_signed_links,
      linkPublicKey: row.link_public_key,
      linkKeyMadeAt: row.link_key_made_at,
      receiptPublicKey: row.receipt_public_key,
    }
  );
}

export async function updateFirm(tx: FirmTransaction, firmId: string, patch: Partial<FirmSettings>): Promise<void> {
  const columns = {
    ...(patch.name !== undefined && { name: patch.name }),
    ...(patch.eraseAfterDays !== undefined && { erase_after_days: patch.eraseAfterDays }),
    ...(patch.customerNumberPattern !== undefined && { customer_number_pattern: patch.customerNumberPattern }),
    ...(patch.customerNumberExample !== undefined && { customer_number_example: patch.customerNumberExample }),
    ...(patch.maxFileBytes !== undefined && { max_file_bytes: patch.maxFileBytes }),
    ...(patch.maxDropoffBytes !== undefined && { max_dropoff_bytes: patch.maxDropoffBytes }),
    ...(patch.maxDropoffFiles !== undefined && { max_dropoff_files: patch.maxDropoffFiles }),
    ...(patch.requireTotp !== undefined && { require_totp: patch.requireTotp }),
    ...(patch.notifyEmail !== undefined && { notify_email: patch.notifyEmail }),
    ...(patch.imprint !== undefined && { imprint: patch.imprint }),
    ...(patch.timeZone !== undefined && { time_zone: patch.timeZone }),
    ...(patch.sftpNetworks !== undefined && { sftp_networks: patch.sftpNetworks }),
    ...(patch.sftpHours !== undefined && { sftp_hours: JSON.stringify(patch.sftpHours) }),
    ...(patch.sftpMayClose !== undefined && { sftp_may_close: patch.sftpMayClose }),
    ...(patch.requireRequest !== undefined && { require_request: patch.requireRequest }),
    ...(patch.requireSignedLinks !== undefined && { require_signed_links: patch.requireSignedLinks }),
  };
  if (Object.keys(columns).length === 0) return;
  await tx.updateTable('firms').set(columns).where('id', '=', firmId).execute();
}

export async function setLinkKey(tx: FirmTransaction, firmId: string, publicKey: Buffer, at: Date): Promise<void> {
  await tx
    .updateTable('firms')
    .set({ link_public_key: publicKey, link_key_made_at: at })
    .where('id', '=', firmId)
    .execute();
}
