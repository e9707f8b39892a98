import { setTimeout as wait } from 'node:timers/promises';

import type { AuthenticationResponseJSON } from '@simplewebauthn/server';

import type { Attempts } from '../access/attempts.ts';
import type { StaffActor } from '../actor.ts';
import type { Database } from '../db/database.ts';
import { NotAuthenticated } from '../errors.ts';
import { recordSignIn, recordSignInRefused } from '../evidence/account-events.ts';
import { recordUnknownSignIn } from '../evidence/refusal-events.ts';
import {
  type Account,
  findAccount,
  findAccountIdByEmail,
  hasSecondFactor,
  replacePasswordHash,
} from './accounts.queries.ts';
import type { PasskeyCheck } from './passkeys.ts';
import { hashPassword, needsRehash, verifyPassword } from './password.ts';
import type { Factor, SecondFactor } from './second-factor.ts';
import type { NewSession, Origin, Sessions } from './sessions.ts';
import { knowsNetwork } from './sessions.queries.ts';
import type { SignInLimits } from './sign-in-limits.ts';

export type SignInRequest = {
  email: string;
  password: string;
  /** Six digits, or a recovery code. */
  code?: string | undefined;
  /** What a passkey answered, in place of a code. */
  passkey?: AuthenticationResponseJSON | undefined;
  altcha?: string | undefined;
  /** What tries are counted by, see http/client-address.ts. */
  clientKey: string;
  from: Origin;
};

export type PasskeySignInRequest = { response: AuthenticationResponseJSON; clientKey: string; from: Origin };

export type SignedIn = { actor: StaffActor; session: NewSession; account: Account };

export type SignInDeps = {
  database: Database;
  clock: () => Date;
  sessions: Sessions;
  secondFactor: Pick<SecondFactor, 'checkFactor'>;
  passkeys: PasskeyCheck;
  attempts: Pick<Attempts, 'limitAttempts' | 'pseudonym'>;
  limits: SignInLimits;
  firmRequiresTotp(firmId: string): Promise<boolean>;
  /** The firm, where the house has one only: with several, an address that nobody has belongs to none of them. */
  onlyFirmId(): Promise<string | undefined>;
  /** Milliseconds that every refusal takes at least, so that its work cannot be told by the clock. */
  slowestRefusal?: number;
};

const networkMemory = 30 * 24 * 3_600_000;

/** Answers of passkeys from one network; a wrong one is no guess, so this only keeps the database from idle work. */
const perNetwork = { max: 100, windowSeconds: 900 };

export type SignIn = {
  signIn(request: SignInRequest): Promise<SignedIn>;
  /** With a passkey alone: it is held and unlocked, so it stands for password and second factor. @throws NotAuthenticated `passkey_wrong` */
  signInWithPasskey(request: PasskeySignInRequest): Promise<SignedIn>;
};

/**
 * Sign-in with password and, where one is set up, a second factor.
 * @throws NotAuthenticated `credentials_wrong` (same words and time for a wrong password, an unknown address and a
 * deactivated account), `code_required`, `code_wrong`
 * @throws TooMany `rate_limited`, `proof_of_work_required`
 */
export function createSignIn(deps: SignInDeps): SignIn {
  const { database, clock, sessions, secondFactor, limits } = deps;
  const slowestRefusal = deps.slowestRefusal ?? 400;

  const read = async (email: string): Promise<Account | undefined> => {
    const ids = await database.outsideFirm((tx) => findAccountIdByEmail(tx, email));
    return ids && (await database.inFirm(ids.firmId, (tx) => findAccount(tx, ids.accountId)));
  };

  const refuse = async (account: Account, reason: 'password' | 'code' | 'passkey' | 'deactivated', network: string) => {
    const target = { firmId: account.firmId, accountId: account.id };
    await database.inFirm(account.firmId, (tx) => recordSignInRefused(tx, target, { reason, network }));
  };

  const refuseUnknown = async (firmId: string, { email, clientKey }: { email: string; clientKey: string }) => {
    const address = deps.attempts.pseudonym('address', email);
    const client = deps.attempts.pseudonym('sign-in', clientKey);
    await database.inFirm(firmId, (tx) => recordUnknownSignIn(tx, firmId, { address, client }));
  };

  const attempt = async (request: SignInRequest): Promise<SignedIn> => {
    const email = request.email.trim().toLowerCase();
    const { clientKey, altcha, from } = request;
    const account = await read(email);
    const isKnownNetwork = async () => account !== undefined && (await recentlyFrom(account, from.network));
    const firmId = account?.firmId ?? (await deps.onlyFirmId());
    await limits.countSignIn({ email, clientKey }, { altcha, isKnownNetwork, firmId });

    const right = await verifyPassword(request.password, account?.passwordHash);
    if (!account || !right || account.deactivatedAt) {
      if (account) await refuse(account, right ? 'deactivated' : 'password', from.network);
      else if (firmId !== undefined) await refuseUnknown(firmId, { email, clientKey });
      throw new NotAuthenticated('credentials_wrong', 'The e-mail address or the password is wrong.');
    }
    await limits.forgive({ email, clientKey });
    const factor = await askSecondFactor(account, request);
    const newHash = needsRehash(account.passwordHash) ? await hashPassword(request.password) : undefined;
    const mustEnrol = !hasSecondFactor(account) && (await deps.firmRequiresTotp(account.firmId));
    const signedIn = await open(account, { factor, newHash, scope: mustEnrol ? 'enrol' : 'full', from });
    if (!signedIn) {
      await refuse(account, 'code', from.network);
      throw codeWrong();
    }
    if (factor && factor.kind !== 'passkey') await limits.forgiveCode(account.id);
    return signedIn;
  };

  const recentlyFrom = (account: Account, network: string): Promise<boolean> =>
    database.inFirm(account.firmId, (tx) =>
      knowsNetwork(tx, account.id, { network, since: new Date(clock().getTime() - networkMemory) }),
    );

  const askSecondFactor = async (
    account: Account,
    { code, passkey, from: { network } }: SignInRequest,
  ): Promise<Factor | undefined> => {
    if (!hasSecondFactor(account)) return undefined;
    if (passkey) {
      const check = await deps.passkeys.checkPasskey(passkey);
      if (check?.account.id === account.id) return check.factor;
      await refuse(account, 'passkey', network);
      throw passkeyWrong();
    }
    if (code === undefined || code.trim() === '') throw codeRequired(account);
    await limits.countCode(account);
    const factor = await secondFactor.checkFactor(account, code);
    if (!factor) {
      await refuse(account, 'code', network);
      throw codeWrong();
    }
    return factor;
  };

  /** The one transaction in which a sign-in happens; undefined when the code was used up by another one meanwhile. */
  const open = (
    account: Account,
    plan: {
      factor: Factor | undefined;
      alone?: boolean;
      newHash?: string | undefined;
      scope: 'full' | 'enrol';
      from: Origin;
    },
  ): Promise<SignedIn | undefined> =>
    database.inFirm(account.firmId, async (tx) => {
      const now = await findAccount(tx, account.id, { lock: true });
      // Changed while the password was being checked: as if it had been changed before.
      if (!now || now.deactivatedAt || now.passwordHash !== account.passwordHash) {
        throw new NotAuthenticated('credentials_wrong', 'The e-mail address or the password is wrong.');
      }
      if (hasSecondFactor(now) && !plan.factor) throw codeRequired(now);
      if (plan.factor && !(await plan.factor.spend(tx))) return undefined;
      if (plan.newHash) await replacePasswordHash(tx, account.id, { from: account.passwordHash, to: plan.newHash });
      const ids = { firmId: account.firmId, accountId: account.id };
      const session = await sessions.openSession(tx, ids, { scope: plan.scope, from: plan.from });
      const actor: StaffActor = { kind: 'staff', ...ids, role: now.role, sessionId: session.id };
      await recordSignIn(tx, actor, {
        factor: plan.alone ? 'passkey-alone' : (plan.factor?.kind ?? 'none'),
        scope: plan.scope,
        network: plan.from.network,
      });
      return { actor, session, account: now };
    });

  return {
    async signIn(request) {
      const earliest = wait(slowestRefusal);
      try {
        return await attempt(request);
      } catch (error) {
        await earliest;
        throw error;
      }
    },

    async signInWithPasskey({ response, clientKey, from }) {
      await deps.attempts.limitAttempts('sign-in.passkey', clientKey, perNetwork);
      const check = await deps.passkeys.checkPasskey(response);
      if (!check) throw passkeyWrong();
      const { account, factor } = check;
      if (account.deactivatedAt) {
        await refuse(account, 'deactivated', from.network);
        throw passkeyWrong();
      }
      const signedIn = await open(account, { factor, alone: true, scope: 'full', from });
      if (signedIn) return signedIn;
      await refuse(account, 'passkey', from.network);
      throw passkeyWrong();
    },
  };
}

/** Says what the account has, to who has shown the password. */
function codeRequired(account: Account): NotAuthenticated {
  const methods = [...(account.passkeys > 0 ? ['passkey'] : []), ...(account.totpConfirmedAt ? ['totp'] : [])];
  return new NotAuthenticated('code_required', 'Please show your second factor too.', { methods });
}

function passkeyWrong(): NotAuthenticated {
  return new NotAuthenticated('passkey_wrong', 'The passkey is not known here, or its answer was not right.');
}

function codeWrong(): NotAuthenticated {
  return new NotAuthenticated('code_wrong', 'The code is wrong or was used already.');
}
