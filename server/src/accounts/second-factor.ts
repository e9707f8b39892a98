import { randomUUID } from 'node:crypto';

import { assertMay } from '../access/may.ts';
import type { StaffActor } from '../actor.ts';
import type { Database, FirmTransaction } from '../db/database.ts';
import { Conflict, InvalidInput, NotFound } from '../errors.ts';
import { recordRecoveryCodesMade, recordTotpOff, recordTotpOn } from '../evidence/account-events.ts';
import type { Notifications, SecurityChange } from '../notifications/notifications.types.ts';
import { type Account, findAccount, hasSecondFactor } from './accounts.queries.ts';
import { verifyPassword } from './password.ts';
import { hashRecoveryCode, newRecoveryCodes, readRecoveryCode } from './recovery-codes.ts';
import {
  clearTotp,
  confirmPendingTotp,
  countRecoveryCodesLeft,
  deleteRecoveryCodes,
  replaceRecoveryCodes,
  spendRecoveryCode,
  spendTotpStep,
  storePendingTotp,
} from './second-factor.queries.ts';
import { endSessionsBecause } from './sessions.ts';
import { openedToEnrol, setSessionScopeFull } from './sessions.queries.ts';
import type { SignInLimits } from './sign-in-limits.ts';
import { matchTotp, newTotpSecret, readTotpCode, totpUri, writeTotpSecret } from './totp.ts';

/** A code or an answer of a passkey that matched; it counts only if `spend` gets it in the transaction of what it allows. */
export type Factor = { kind: 'totp' | 'recovery-code' | 'passkey'; spend(tx: FirmTransaction): Promise<boolean> };

/** Seals small secrets under the root key; `purpose` binds them to their place (keys/). */
export type SecretSealer = {
  sealSecret(purpose: string, secret: Uint8Array): Promise<Uint8Array>;
  openSecret(purpose: string, sealed: Uint8Array): Promise<Uint8Array>;
};

export type SecondFactorDeps = {
  database: Database;
  clock: () => Date;
  secrets: SecretSealer;
  limits: SignInLimits;
  notifications: Pick<Notifications, 'notifySecurityChange'>;
  firm(firmId: string): Promise<{ name: string; requireTotp: boolean }>;
};

export type SecondFactor = {
  /** A code of the device or a recovery code, compared but not used up; undefined when it is neither. */
  checkFactor(account: Account, typed: string): Promise<Factor | undefined>;
  /**
   * Makes a new secret to be confirmed. Whoever finds a session open must not make the account his own, so the password
   * is asked for; without it only a session goes on that was opened in order to enrol, minutes ago, with the password.
   * @throws InvalidInput `password_required`, `credentials_wrong`; Conflict `totp_already_on`
   */
  startTotp(actor: StaffActor, password?: string): Promise<{ secret: string; uri: string }>;
  /** Puts it in force, ends the account's other sessions, and lifts an `enrol` session to a full one. */
  confirmTotp(actor: StaffActor, code: string): Promise<{ recoveryCodes: string[] }>;
  /** @throws Conflict `totp_required_by_firm`, InvalidInput `credentials_wrong` */
  removeTotp(actor: StaffActor, password: string): Promise<void>;
  /** Ten new codes; the old ones are void. */
  newRecoveryCodes(actor: StaffActor, password: string): Promise<{ recoveryCodes: string[] }>;
  recoveryCodesLeft(actor: StaffActor): Promise<number>;
  /** Recovery codes for an account that has none left; else an empty list. */
  makeCodesIfNone(tx: FirmTransaction, actor: StaffActor): Promise<string[]>;
  /** Asks for the password again before something weighty. */
  confirmPassword(actor: StaffActor, password: string): Promise<Account>;
};

/** Milliseconds after the sign-in in which the password given there is good for setting up the second factor. */
const enrolWithin = 15 * 60_000;

const purposeOf = (accountId: string): string => `totp/${accountId}`;

export function createSecondFactor(deps: SecondFactorDeps): SecondFactor {
  const { database, clock, secrets, limits } = deps;

  const ownAccount = async (actor: StaffActor): Promise<Account> => {
    assertMay(actor, 'change', { kind: 'account', firmId: actor.firmId, accountId: actor.accountId });
    const account = await database.inFirm(actor.firmId, (tx) => findAccount(tx, actor.accountId));
    if (!account) throw new NotFound();
    return account;
  };

  const confirmPassword = async (actor: StaffActor, password: string): Promise<Account> => {
    const account = await ownAccount(actor);
    await limits.countConfirmation(account.id);
    if (!(await verifyPassword(password, account.passwordHash))) {
      throw new InvalidInput('credentials_wrong', 'The password is wrong.');
    }
    return account;
  };

  /** The account of a session that only may enrol, and whose password was given a moment ago. */
  const justSignedInAccount = async (actor: StaffActor): Promise<Account> => {
    const account = await ownAccount(actor);
    const since = new Date(clock().getTime() - enrolWithin);
    if (await database.inFirm(actor.firmId, (tx) => openedToEnrol(tx, actor.sessionId, since))) return account;
    throw new InvalidInput('password_required', 'Please enter your password too.');
  };

  const notice = (tx: FirmTransaction, account: Account, change: SecurityChange): Promise<void> =>
    deps.notifications.notifySecurityChange(tx, {
      firmId: account.firmId,
      email: account.email,
      change,
      changeId: randomUUID(),
      at: clock(),
    });

  return {
    async checkFactor(account, typed) {
      const code = readTotpCode(typed);
      if (code !== undefined && account.totpSecretSealed) {
        const secret = await secrets.openSecret(purposeOf(account.id), account.totpSecretSealed);
        const step = await matchTotp(secret, code, { now: clock(), lastStep: account.totpLastStep });
        return step === undefined ? undefined : { kind: 'totp', spend: (tx) => spendTotpStep(tx, account.id, step) };
      }
      const recovery = readRecoveryCode(typed);
      if (recovery === undefined) return undefined;
      const hash = hashRecoveryCode(account.id, recovery);
      return { kind: 'recovery-code', spend: (tx) => spendRecoveryCode(tx, account.id, { hash, now: clock() }) };
    },

    async startTotp(actor, password) {
      const account =
        password === undefined ? await justSignedInAccount(actor) : await confirmPassword(actor, password);
      const secret = newTotpSecret();
      const sealed = await secrets.sealSecret(purposeOf(account.id), secret);
      const stored = await database.inFirm(actor.firmId, (tx) => storePendingTotp(tx, account.id, sealed));
      if (!stored) throw new Conflict('totp_already_on', 'A second factor is set up already. Remove it first.');
      const firm = await deps.firm(actor.firmId);
      return { secret: writeTotpSecret(secret), uri: totpUri(secret, firm.name, account.email) };
    },

    async confirmTotp(actor, typed) {
      const account = await ownAccount(actor);
      if (!account.totpSecretSealed)
        throw new Conflict('totp_not_started', 'Start setting up the second factor first.');
      if (account.totpConfirmedAt) throw new Conflict('totp_already_on', 'A second factor is set up already.');
      await limits.countCode(account);
      const sealed = account.totpSecretSealed;
      const secret = await secrets.openSecret(purposeOf(account.id), sealed);
      const code = readTotpCode(typed);
      const step = code && (await matchTotp(secret, code, { now: clock(), lastStep: -1 }));
      if (!step) throw new InvalidInput('code_wrong', 'The code is wrong. Is the clock of the device right?');
      return database.inFirm(actor.firmId, async (tx) => {
        const now = clock();
        if (!(await confirmPendingTotp(tx, account.id, { sealed, step, now }))) {
          throw new Conflict('totp_already_on', 'The second factor was changed meanwhile.');
        }
        await recordTotpOn(tx, actor);
        await notice(tx, account, 'totp_added');
        const recoveryCodes = await makeCodes(tx, actor);
        await setSessionScopeFull(tx, actor.sessionId);
        await endSessionsBecause(tx, actor, {
          accountId: account.id,
          except: actor.sessionId,
          now,
          reason: 'second-factor-changed',
        });
        return { recoveryCodes };
      });
    },

    async removeTotp(actor, password) {
      const account = await confirmPassword(actor, password);
      const { requireTotp } = await deps.firm(actor.firmId);
      await database.inFirm(actor.firmId, async (tx) => {
        const now = await findAccount(tx, account.id, { lock: true });
        if (requireTotp && !now?.passkeys) {
          throw new Conflict('totp_required_by_firm', 'The firm requires a second factor.');
        }
        await clearTotp(tx, account.id);
        if (!now?.passkeys) await deleteRecoveryCodes(tx, account.id);
        if (!now?.totpConfirmedAt) return;
        await recordTotpOff(tx, actor);
        await notice(tx, account, 'totp_removed');
      });
    },

    async newRecoveryCodes(actor, password) {
      const account = await confirmPassword(actor, password);
      return database.inFirm(actor.firmId, async (tx) => {
        const now = await findAccount(tx, account.id, { lock: true });
        if (!now || !hasSecondFactor(now)) throw new Conflict('totp_off', 'There is no second factor to recover.');
        const recoveryCodes = await makeCodes(tx, actor);
        await notice(tx, account, 'recovery_codes_renewed');
        return { recoveryCodes };
      });
    },

    async makeCodesIfNone(tx, actor) {
      return (await countRecoveryCodesLeft(tx, actor.accountId)) > 0 ? [] : await makeCodes(tx, actor);
    },

    recoveryCodesLeft(actor) {
      assertMay(actor, 'read', { kind: 'account', firmId: actor.firmId, accountId: actor.accountId });
      return database.inFirm(actor.firmId, (tx) => countRecoveryCodesLeft(tx, actor.accountId));
    },

    confirmPassword,
  };
}

async function makeCodes(tx: FirmTransaction, actor: StaffActor): Promise<string[]> {
  const codes = newRecoveryCodes();
  const hashes = codes.map((code) => hashRecoveryCode(actor.accountId, code));
  await replaceRecoveryCodes(tx, { firmId: actor.firmId, accountId: actor.accountId }, hashes);
  await recordRecoveryCodesMade(tx, actor);
  return codes;
}
