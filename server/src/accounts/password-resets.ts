import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';

import type { Attempts } from '../access/attempts.ts';
import type { Actor } from '../actor.ts';
import type { Database } from '../db/database.ts';
import { NotFound, TooMany } from '../errors.ts';
import { recordPasswordReset, recordPasswordResetAsked } from '../evidence/account-events.ts';
import type { Notifications } from '../notifications/notifications.types.ts';
import { type Account, findAccount, findAccountIdByEmail, replacePasswordHash } from './accounts.queries.ts';
import { checkPassword } from './check-password.ts';
import { hashPassword } from './password.ts';
import {
  deletePasswordResets,
  deletePasswordResetsBefore,
  findOpenPasswordReset,
  findPasswordResetIdByHash,
  insertPasswordReset,
} from './password-resets.queries.ts';
import { hashToken, looksLikeToken, newToken } from './session-token.ts';
import { endSessionsBecause } from './sessions.ts';
import type { SignInWork } from './sign-in-limits.ts';

export type PasswordResetsDeps = {
  database: Database;
  clock: () => Date;
  attempts: Attempts;
  proofOfWork: SignInWork;
  notifications: Pick<Notifications, 'sendPasswordReset' | 'notifySecurityChange'>;
  firm(firmId: string): Promise<{ name: string }>;
  /** Milliseconds that every answer takes at least, so that an account cannot be told by the clock. */
  slowestRefusal?: number;
};

export type PasswordResetRequest = {
  email: string;
  altcha?: string | undefined;
  clientKey: string;
  /** Shortened, for the protocol. */
  network: string;
};

export type PasswordResets = {
  /**
   * Mails a link to the address if an active account has it. The answer and its time are the same if none has.
   * @throws TooMany `proof_of_work_required` (with `details.challenge`), `rate_limited`
   */
  askForPasswordReset(request: PasswordResetRequest): Promise<void>;
  /** @throws NotFound `reset_invalid` for an unknown, used or expired link, or one of a deactivated account */
  lookAtPasswordReset(token: string): Promise<{ email: string; firmName: string }>;
  /**
   * Sets the password, ends all sessions and uses up every open link. It signs nobody in: who has a second factor needs
   * it as before. @throws as lookAtPasswordReset; InvalidInput `password_…`, which uses nothing up
   */
  resetPassword(token: string, password: string): Promise<void>;
  /** Removes links that ran out a day ago, in one firm. */
  forgetOldPasswordResets(firmId: string): Promise<void>;
};

/** An hour, in milliseconds. */
export const passwordResetTime = 3_600_000;
const perNetwork = { free: 10, max: 60, windowSeconds: 900 };
/** Asked of one address: free, and the most mails an hour. Above them nothing is sent, and nobody is told. */
const perAddress = { free: 3, max: 10, windowSeconds: 3600 };

export function createPasswordResets(deps: PasswordResetsDeps): PasswordResets {
  const { database, clock, attempts, proofOfWork, notifications } = deps;
  const slowestAnswer = deps.slowestRefusal ?? 400;

  /**
   * Counts the request; whether a mail may go out for it. Every address is counted, so that the limits tell no accounts
   * apart; above the free ones a request costs work, so that a stranger does not use up what the owner needs.
   */
  async function countRequest(email: string, { clientKey, altcha }: PasswordResetRequest): Promise<boolean> {
    const { max, windowSeconds } = perNetwork;
    const tries = await attempts.countAttempt('password-reset.network', clientKey, windowSeconds);
    if (tries > max) {
      const retryAfterSeconds = windowSeconds;
      throw new TooMany('rate_limited', 'Too many tries. Please wait a while.', { retryAfterSeconds });
    }
    const asked = await attempts.countAttempt('password-reset.address', email, perAddress.windowSeconds);
    const isFree = tries <= perNetwork.free && asked <= perAddress.free;
    if (isFree || (altcha !== undefined && (await proofOfWork.takeSolution(altcha)))) return asked <= perAddress.max;
    // Nothing was asked for yet.
    await attempts.takeBackAttempt('password-reset.address', email, perAddress.windowSeconds);
    throw new TooMany('proof_of_work_required', 'Please solve the task first.', {
      challenge: await proofOfWork.newChallenge(),
    });
  }

  async function mailLink(email: string, network: string): Promise<void> {
    const ids = await database.outsideFirm((tx) => findAccountIdByEmail(tx, email));
    if (!ids) return;
    const { token, hash } = newToken();
    await database.inFirm(ids.firmId, async (tx) => {
      const account = await findAccount(tx, ids.accountId);
      if (!account || account.deactivatedAt) return;
      const now = clock();
      const reset = { id: randomUUID(), ...ids, expiresAt: new Date(now.getTime() + passwordResetTime) };
      await insertPasswordReset(tx, { ...reset, tokenHash: hash, createdAt: now });
      const { firmId, expiresAt } = reset;
      await notifications.sendPasswordReset(tx, { firmId, resetId: reset.id, email, token, expiresAt });
      await recordPasswordResetAsked(tx, ids, { network });
    });
  }

  /** The account behind a link that still works. */
  async function look(token: string): Promise<{ resetId: string; account: Account }> {
    const known = looksLikeToken(token)
      ? await database.outsideFirm((tx) => findPasswordResetIdByHash(tx, hashToken(token)))
      : undefined;
    if (!known) throw invalid();
    const account = await database.inFirm(known.firmId, async (tx) => {
      const reset = await findOpenPasswordReset(tx, known.resetId, clock());
      return reset && (await findAccount(tx, reset.accountId));
    });
    if (!account || account.deactivatedAt) throw invalid();
    return { resetId: known.resetId, account };
  }

  return {
    async askForPasswordReset(request) {
      const earliest = wait(slowestAnswer);
      const email = request.email.trim().toLowerCase();
      if (await countRequest(email, request)) await mailLink(email, request.network);
      await earliest;
    },

    async lookAtPasswordReset(token) {
      const { account } = await look(token);
      return { email: account.email, firmName: (await deps.firm(account.firmId)).name };
    },

    async resetPassword(token, password) {
      const { resetId, account } = await look(token);
      const { firmId, id: accountId } = account;
      checkPassword(password, [account.name, account.email, (await deps.firm(firmId)).name]);
      const to = await hashPassword(password);
      await database.inFirm(firmId, async (tx) => {
        // The lock makes two who use links of one account at once come one after the other.
        const now = await findAccount(tx, accountId, { lock: true });
        if (!now || now.deactivatedAt || !(await findOpenPasswordReset(tx, resetId, clock()))) throw invalid();
        await deletePasswordResets(tx, accountId);
        await replacePasswordHash(tx, accountId, { from: now.passwordHash, to });
        const actor: Actor = { kind: 'anonymous', firmId };
        await recordPasswordReset(tx, { firmId, accountId });
        const notice = {
          firmId,
          email: now.email,
          change: 'password_reset',
          changeId: randomUUID(),
          at: clock(),
        } as const;
        await notifications.notifySecurityChange(tx, notice);
        await endSessionsBecause(tx, actor, { accountId, now: clock(), reason: 'password-reset' });
      });
    },

    async forgetOldPasswordResets(firmId) {
      const before = new Date(clock().getTime() - 24 * 3_600_000);
      await database.inFirm(firmId, (tx) => deletePasswordResetsBefore(tx, before));
    },
  };
}

function invalid(): NotFound {
  return new NotFound('reset_invalid', 'This link is not valid (any more). Ask for a new one.');
}
