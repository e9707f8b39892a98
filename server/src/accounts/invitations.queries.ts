import { sql } from 'kysely';

import type { FirmTransaction } from '../db/database.ts';
import type { Role } from './accounts.queries.ts';

export type Invitation = { id: string; email: string; role: Role; expiresAt: Date };

export async function findInvitationIdByHash(
  tx: FirmTransaction,
  hash: Uint8Array,
): Promise<{ firmId: string; invitationId: string } | undefined> {
  const { rows } = await sql<{ firm_id: string; invitation_id: string }>`
    select firm_id, invitation_id from find_invitation(${Buffer.from(hash)})`.execute(tx);
  const [row] = rows;
  return row && { firmId: row.firm_id, invitationId: row.invitation_id };
}

export async function insertInvitation(
  tx: FirmTransaction,
  invitation: Invitation & { firmId: string; tokenHash: Uint8Array; invitedBy: string; createdAt: Date },
): Promise<void> {
  await tx
    .insertInto('invitations')
    .values({
      id: invitation.id,
      firm_id: invitation.firmId,
      email: invitation.email,
      role: invitation.role,
      token_hash: Buffer.from(invitation.tokenHash),
      invited_by: invitation.invitedBy,
      created_at: invitation.createdAt,
      expires_at: invitation.expiresAt,
    })
    .execute();
}

/** Invitations that can still be accepted. */
export async function listOpenInvitations(tx: FirmTransaction, now: Date): Promise<Invitation[]> {
  const rows = await tx
    .selectFrom('invitations')
    .select(['id', 'email', 'role', 'expires_at'])
    .where('accepted_at', 'is', null)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({ id: row.id, email: row.email, role: row.role as Role, expiresAt: row.expires_at }));
}

export async function findOpenInvitation(
  tx: FirmTransaction,
  invitationId: string,
  now: Date,
): Promise<Invitation | undefined> {
  return (await listOpenInvitations(tx, now)).find((invitation) => invitation.id === invitationId);
}

/** Marks it accepted if it is still open, atomically: of two who accept at once one gets true. */
export async function takeInvitation(tx: FirmTransaction, invitationId: string, now: Date): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('invitations')
    .set({ accepted_at: now })
    .where('id', '=', invitationId)
    .where('accepted_at', 'is', null)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Revokes one open invitation, or all to an address; returns their ids. */
export async function revokeOpenInvitations(
  tx: FirmTransaction,
  which: { now: Date; id?: string; email?: string },
): Promise<string[]> {
  const { id, email } = which;
  if (id === undefined && email === undefined) return [];
  const rows = await tx
    .updateTable('invitations')
    .set({ revoked_at: which.now })
    .where('accepted_at', 'is', null)
    .where('revoked_at', 'is', null)
    .$if(id !== undefined, (query) => query.where('id', '=', id ?? ''))
    .$if(email !== undefined, (query) => query.where('email', '=', email ?? ''))
    .returning('id')
    .execute();
  return rows.map((row) => row.id);
}
