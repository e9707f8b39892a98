import { sql } from 'kysely';

import type { FirmTransaction } from '../db/database.ts';
import { prepareQuery } from '../db/prepare-query.ts';

export async function findSessionIdByHash(
  tx: FirmTransaction,
  hash: Uint8Array,
): Promise<{ firmId: string; sessionId: string } | undefined> {
  const { rows } = await sql<{ firm_id: string; session_id: string }>`
    select firm_id, session_id from find_session(${Buffer.from(hash)})`.execute(tx);
  const [row] = rows;
  return row && { firmId: row.firm_id, sessionId: row.session_id };
}

export type LiveSession = {
  id: string;
  accountId: string;
  role: 'owner' | 'agent';
  scope: 'full' | 'enrol';
  /** The firm requires a second factor and the account has none. */
  mustEnrol: boolean;
  lastSeenAt: Date;
};

const findLive = prepareQuery((tx, { ids, now, idleSince }: { ids: string; now: Date; idleSince: Date }) =>
  tx
    .selectFrom(sql<{ id: string }>`json_array_elements_text(${ids})`.as<'g'>(sql`g (id)`))
    .innerJoinLateral(
      (eb) =>
        eb
          .selectFrom('sessions')
          .innerJoin('accounts', 'accounts.id', 'sessions.account_id')
          .innerJoin('firms', 'firms.id', 'sessions.firm_id')
          .select([
            'sessions.id',
            'sessions.account_id',
            'sessions.scope',
            'sessions.last_seen_at',
            'accounts.role',
            'accounts.totp_confirmed_at',
            'accounts.passkey_count',
            'firms.require_totp',
          ])
          .where('sessions.id', '=', sql<string>`g.id::uuid`)
          .where('sessions.ended_at', 'is', null)
          .where('sessions.expires_at', '>', now)
          .where('sessions.last_seen_at', '>', idleSince)
          .where('accounts.deactivated_at', 'is', null)
          .limit(1)
          .as('s'),
      (join) => join.onTrue(),
    )
    .selectAll('s'),
);

/** Those of the sessions, with their accounts, of which neither is over at `now`; in no order. */
export async function findLiveSessions(
  tx: FirmTransaction,
  ids: string[],
  limits: { now: Date; idleSince: Date },
): Promise<LiveSession[]> {
  const rows = await findLive(tx, { ids: JSON.stringify(ids), ...limits });
  return rows.map((row) => ({
    id: row.id,
    accountId: row.account_id,
    role: row.role as 'owner' | 'agent',
    scope: row.scope as 'full' | 'enrol',
    mustEnrol: row.require_totp && row.totp_confirmed_at === null && row.passkey_count === 0,
    lastSeenAt: row.last_seen_at,
  }));
}

/** Whether a session was opened since then, by signing in, for nothing but setting up the second factor. */
export async function openedToEnrol(tx: FirmTransaction, sessionId: string, since: Date): Promise<boolean> {
  const row = await tx
    .selectFrom('sessions')
    .select('id')
    .where('id', '=', sessionId)
    .where('scope', '=', 'enrol')
    .where('created_at', '>', since)
    .executeTakeFirst();
  return row !== undefined;
}

export async function insertSession(
  tx: FirmTransaction,
  session: {
    id: string;
    firmId: string;
    accountId: string;
    tokenHash: Uint8Array;
    scope: 'full' | 'enrol';
    now: Date;
    expiresAt: Date;
    device: string;
    network: string;
  },
): Promise<void> {
  await tx
    .insertInto('sessions')
    .values({
      id: session.id,
      firm_id: session.firmId,
      account_id: session.accountId,
      token_hash: Buffer.from(session.tokenHash),
      scope: session.scope,
      created_at: session.now,
      last_seen_at: session.now,
      expires_at: session.expiresAt,
      device: session.device,
      network: session.network,
    })
    .execute();
}

export async function touchSession(tx: FirmTransaction, sessionId: string, now: Date): Promise<void> {
  await tx
    .updateTable('sessions')
    .set({ last_seen_at: now })
    .where('id', '=', sessionId)
    .where('last_seen_at', '<', now)
    .execute();
}

export async function setSessionScopeFull(tx: FirmTransaction, sessionId: string): Promise<void> {
  await tx.updateTable('sessions').set({ scope: 'full' }).where('id', '=', sessionId).execute();
}

/** Ends sessions of the account that still run: one, all but one, or all. Returns their ids. */
export async function endSessions(
  tx: FirmTransaction,
  accountId: string,
  which: { now: Date; only?: string; except?: string },
): Promise<string[]> {
  const { only, except } = which;
  const rows = await tx
    .updateTable('sessions')
    .set({ ended_at: which.now })
    .where('account_id', '=', accountId)
    .where('ended_at', 'is', null)
    .$if(only !== undefined, (query) => query.where('id', '=', only ?? ''))
    .$if(except !== undefined, (query) => query.where('id', '<>', except ?? ''))
    .returning('id')
    .execute();
  return rows.map((row) => row.id);
}

export type SessionRow = {
  id: string;
  device: string;
  network: string;
  createdAt: Date;
  lastSeenAt: Date;
  expiresAt: Date;
};

export async function listLiveSessions(
  tx: FirmTransaction,
  accountId: string,
  limits: { now: Date; idleSince: Date },
): Promise<SessionRow[]> {
  const rows = await tx
    .selectFrom('sessions')
    .select(['id', 'device', 'network', 'created_at', 'last_seen_at', 'expires_at'])
    .where('account_id', '=', accountId)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', limits.now)
    .where('last_seen_at', '>', limits.idleSince)
    .orderBy('last_seen_at', 'desc')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    device: row.device,
    network: row.network,
    createdAt: row.created_at,
    lastSeenAt: row.last_seen_at,
    expiresAt: row.expires_at,
  }));
}

/** Whether the account was used from this network since then (the session was opened with password and factor). */
export async function knowsNetwork(
  tx: FirmTransaction,
  accountId: string,
  from: { network: string; since: Date },
): Promise<boolean> {
  const row = await tx
    .selectFrom('sessions')
    .select('id')
    .where('account_id', '=', accountId)
    .where('network', '=', from.network)
    .where('created_at', '>', from.since)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

export async function deleteSessionsBefore(tx: FirmTransaction, before: Date): Promise<void> {
  await tx.deleteFrom('sessions').where('last_seen_at', '<', before).execute();
}
