import { randomUUID } from 'node:crypto';

import { isId } from '../access/is-id.ts';
import { assertMay } from '../access/may.ts';
import type { Actor, StaffActor } from '../actor.ts';
import type { Database, FirmTransaction } from '../db/database.ts';
import { NotFound } from '../errors.ts';
import { recordSessionsEnded } from '../evidence/account-events.ts';
import { shareRuns } from '../share-runs.ts';
import { hashToken, looksLikeToken, newToken } from './session-token.ts';
import {
  deleteSessionsBefore,
  endSessions,
  findLiveSessions,
  findSessionIdByHash,
  insertSession,
  listLiveSessions,
  type LiveSession,
  type SessionRow,
  touchSession,
} from './sessions.queries.ts';

/** Where a sign-in came from, as people are shown it. */
export type Origin = { device: string; network: string };

export type NewSession = { id: string; token: string; scope: 'full' | 'enrol' };
export type FoundSession = { actor: StaffActor; scope: 'full' | 'enrol' };

/** A working day without a request ends a session; a week ends any. Milliseconds. */
export const idleTime = 8 * 3_600_000;
export const absoluteTime = 7 * 24 * 3_600_000;
/** How exactly `lastSeenAt` is kept: a write a minute, not one a request. */
const touchEvery = 60_000;
/** Ended sessions stay listed in the evidence log; their rows, with device and network, go after this time. */
const forgetAfter = 90 * 24 * 3_600_000;
const KEPT_IDS = 10_000;

export type SessionsDeps = { database: Database; clock: () => Date };

export type Sessions = {
  /** Opens a session in the transaction of the sign-in. The token is handed out once and not kept. */
  openSession(
    tx: FirmTransaction,
    account: { firmId: string; accountId: string },
    options: { scope: 'full' | 'enrol'; from: Origin },
  ): Promise<NewSession>;
  /** Who the token stands for; undefined when it is wrong, ended, idle for too long, or its account is deactivated. */
  findSession(token: string): Promise<FoundSession | undefined>;
  /** For long-lived connections: whether the actor's session still runs, with the same role, in full. */
  stillSignedIn(actor: StaffActor): Promise<boolean>;
  /** Signs out. */
  endSession(actor: StaffActor): Promise<void>;
  listSessions(actor: StaffActor): Promise<(SessionRow & { current: boolean })[]>;
  /** Ends another of one's own sessions. @throws NotFound for one that is not one's own or has ended. */
  endOneSession(actor: StaffActor, sessionId: string): Promise<void>;
  endOtherSessions(actor: StaffActor): Promise<number>;
  /** Removes rows of sessions that nobody used for 90 days, in one firm. */
  forgetOldSessions(firmId: string): Promise<void>;
};

export function createSessions({ database, clock }: SessionsDeps): Sessions {
  const limits = () => {
    const now = clock();
    return { now, idleSince: new Date(now.getTime() - idleTime) };
  };

  // Asked anew for every request, so that an ended session is dead at once; requests that come together share the asking.
  const find = shareRuns(async (firmId, ids: string[]): Promise<(FoundSession | undefined)[]> => {
    const { now, idleSince } = limits();
    return await database.inFirm(firmId, async (tx) => {
      const live = await findLiveSessions(tx, [...new Set(ids)], { now, idleSince });
      for (const { id, lastSeenAt } of live) {
        if (now.getTime() - lastSeenAt.getTime() >= touchEvery) await touchSession(tx, id, now);
      }
      const found = new Map(live.map((session) => [session.id, foundSession(firmId, session)]));
      return ids.map((id) => found.get(id));
    });
  });

  /** Which session a token is of never changes, so that much may be remembered. */
  const known = new Map<string, { firmId: string; sessionId: string }>();
  async function identify(token: string): Promise<{ firmId: string; sessionId: string } | undefined> {
    const hash = hashToken(token);
    const key = hash.toString('base64');
    const remembered = known.get(key);
    if (remembered) return remembered;
    const found = await database.outsideFirm((tx) => findSessionIdByHash(tx, hash));
    if (known.size >= KEPT_IDS) known.clear();
    if (found) known.set(key, found);
    return found;
  }

  return {
    async openSession(tx, account, { scope, from }) {
      const { token, hash } = newToken();
      const id = randomUUID();
      const now = clock();
      await insertSession(tx, {
        id,
        ...account,
        tokenHash: hash,
        scope,
        now,
        expiresAt: new Date(now.getTime() + absoluteTime),
        device: from.device.slice(0, 200),
        network: from.network,
      });
      return { id, token, scope };
    },

    async findSession(token) {
      if (!looksLikeToken(token)) return undefined;
      const session = await identify(token);
      return session && (await find(session.firmId, session.sessionId));
    },

    async stillSignedIn(actor) {
      const { now, idleSince } = limits();
      const [session] = await database.inFirm(actor.firmId, (tx) =>
        findLiveSessions(tx, [actor.sessionId], { now, idleSince }),
      );
      return session !== undefined && session.role === actor.role && session.scope === 'full' && !session.mustEnrol;
    },

    async endSession(actor) {
      await end(actor, { only: actor.sessionId }, 'signed-out');
    },

    async listSessions(actor) {
      assertMay(actor, 'list', { kind: 'session', firmId: actor.firmId, accountId: actor.accountId });
      const rows = await database.inFirm(actor.firmId, (tx) => listLiveSessions(tx, actor.accountId, limits()));
      return rows.map((row) => Object.assign(row, { current: row.id === actor.sessionId }));
    },

    async endOneSession(actor, sessionId) {
      if (!isId(sessionId)) throw new NotFound();
      const ended = await end(actor, { only: sessionId }, 'ended-by-hand');
      if (ended === 0) throw new NotFound();
    },

    endOtherSessions(actor) {
      return end(actor, { except: actor.sessionId }, 'ended-by-hand');
    },

    async forgetOldSessions(firmId) {
      const before = new Date(clock().getTime() - forgetAfter);
      await database.inFirm(firmId, (tx) => deleteSessionsBefore(tx, before));
    },
  };

  async function end(
    actor: StaffActor,
    which: { only?: string; except?: string },
    reason: 'signed-out' | 'ended-by-hand',
  ): Promise<number> {
    assertMay(actor, 'revoke', { kind: 'session', firmId: actor.firmId, accountId: actor.accountId });
    return database.inFirm(actor.firmId, async (tx) => {
      const { accountId } = actor;
      const sessionIds = await endSessions(tx, accountId, { now: clock(), ...which });
      await recordSessionsEnded(tx, actor, { accountId, sessionIds, reason });
      return sessionIds.length;
    });
  }
}

function foundSession(firmId: string, { id, accountId, role, scope, mustEnrol }: LiveSession): FoundSession {
  return {
    actor: { kind: 'staff', firmId, accountId, role, sessionId: id },
    scope: mustEnrol ? 'enrol' : scope,
  };
}

/** Ends sessions of an account within the transaction of what made them invalid. */
export async function endSessionsBecause(
  tx: FirmTransaction,
  actor: Actor,
  ended: {
    accountId: string;
    except?: string;
    now: Date;
    reason: 'password-changed' | 'password-reset' | 'second-factor-changed' | 'deactivated';
  },
): Promise<void> {
  const { accountId, now, except, reason } = ended;
  const sessionIds = await endSessions(tx, accountId, { now, ...(except !== undefined && { except }) });
  await recordSessionsEnded(tx, actor, { accountId, sessionIds, reason });
}
