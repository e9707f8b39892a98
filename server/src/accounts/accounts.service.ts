import { randomUUID } from 'node:crypto';

import type { Attempts } from '../access/attempts.ts';
import { createReportLimit } from '../access/report-limit.ts';
import { assertMay } from '../access/may.ts';
import type { StaffActor } from '../actor.ts';
import type { Database, FirmTransaction } from '../db/database.ts';
import { Conflict, NotFound } from '../errors.ts';
import { recordPasswordChanged, recordSignIn } from '../evidence/account-events.ts';
import type { Notifications } from '../notifications/notifications.types.ts';
import { findAccount, replacePasswordHash, type Role } from './accounts.queries.ts';
import { checkPassword } from './check-password.ts';
import { createInvitations, type Invitations } from './invitations.ts';
import { hashPassword } from './password.ts';
import { createSealedChallenges } from '../access/sealed-challenges.ts';
import { createPasskeys, type Passkeys } from './passkeys.ts';
import { deletePasswordResets } from './password-resets.queries.ts';
import { createPasswordResets, type PasswordResets } from './password-resets.ts';
import { preparePerson } from './people.ts';
import { createSecondFactor, type SecondFactor, type SecretSealer } from './second-factor.ts';
import { createSessions, endSessionsBecause, type Origin, type Sessions } from './sessions.ts';
import { createSignIn, type SignedIn, type SignIn } from './sign-in.ts';
import { createSignInLimits, type SignInWork } from './sign-in-limits.ts';
import { createTeam, type Team } from './team.ts';

export type { FoundSession, NewSession, Origin, Sessions } from './sessions.ts';
export type { SecretSealer } from './second-factor.ts';
export type { PasskeySignInRequest, SignedIn, SignInRequest } from './sign-in.ts';

export type AccountsDeps = {
  database: Database;
  attempts: Attempts;
  proofOfWork: SignInWork;
  secrets: SecretSealer;
  /** The address people open, and 32 secret bytes that challenges for passkeys are sealed with. */
  publicUrl: URL;
  challengeSecret: Uint8Array;
  notifications: Pick<Notifications, 'sendInvitation' | 'sendPasswordReset' | 'notifySecurityChange'>;
  /** The firm's facts, fresh or nearly so (firms/). */
  firm(firmId: string): Promise<{ name: string; requireTotp: boolean }>;
  /** The firm, where the house has one only. */
  onlyFirmId(): Promise<string | undefined>;
  clock?: () => Date;
  /** Milliseconds every refused sign-in takes at least. */
  slowestRefusal?: number;
};

export type OwnAccount = {
  id: string;
  name: string;
  email: string;
  role: Role;
  totp: boolean;
  passkeys: number;
  recoveryCodesLeft: number;
};

export type Accounts = Sessions &
  Omit<SecondFactor, 'checkFactor' | 'makeCodesIfNone' | 'recoveryCodesLeft'> &
  Passkeys &
  SignIn &
  Invitations &
  PasswordResets &
  Team & {
    ownAccount(actor: StaffActor): Promise<OwnAccount>;
    /** Ends all other sessions. @throws InvalidInput `credentials_wrong`, `password_…` */
    changePassword(actor: StaffActor, passwords: { current: string; new: string }): Promise<void>;
    /** For firms/: the first owner of a firm that is being made. */
    prepareOwner(
      owner: { name: string; email: string; password: string },
      firmName: string,
    ): Promise<(tx: FirmTransaction, firmId: string) => Promise<string>>;
    /** For firms/: signs the owner of a firm in that was just set up. */
    signInNewOwner(owner: { firmId: string; ownerId: string }, from: Origin): Promise<SignedIn>;
  };

export function createAccounts(deps: AccountsDeps): Accounts {
  const { database } = deps;
  const clock = deps.clock ?? (() => new Date());
  const limits = createSignInLimits({ ...deps, reportLimit: createReportLimit(deps) });
  const sessions = createSessions({ database, clock });
  const secondFactor = createSecondFactor({ ...deps, clock, limits });
  const { checkFactor, confirmPassword, makeCodesIfNone, recoveryCodesLeft, ...secondFactorVerbs } = secondFactor;
  const challenges = createSealedChallenges({ database, clock, secret: deps.challengeSecret });
  const { checkPasskey, ...passkeyVerbs } = createPasskeys({
    ...deps,
    clock,
    challenges,
    secondFactor: { confirmPassword, makeCodesIfNone },
  });
  const signIn = createSignIn({
    ...deps,
    clock,
    limits,
    sessions,
    secondFactor: { checkFactor },
    passkeys: { checkPasskey },
    firmRequiresTotp: async (firmId) => (await deps.firm(firmId)).requireTotp,
  });

  return {
    ...sessions,
    ...secondFactorVerbs,
    ...passkeyVerbs,
    confirmPassword,
    ...createInvitations({ ...deps, clock, sessions }),
    ...createPasswordResets({ ...deps, clock }),
    ...createTeam({ ...deps, clock }),
    ...signIn,

    async ownAccount(actor) {
      assertMay(actor, 'read', { kind: 'account', firmId: actor.firmId, accountId: actor.accountId });
      const account = await database.inFirm(actor.firmId, (tx) => findAccount(tx, actor.accountId));
      if (!account) throw new NotFound();
      const { id, name, email, role, totpConfirmedAt, passkeys } = account;
      return {
        id,
        name,
        email,
        role,
        totp: totpConfirmedAt !== null,
        passkeys,
        recoveryCodesLeft: await recoveryCodesLeft(actor),
      };
    },

    async changePassword(actor, passwords) {
      const account = await confirmPassword(actor, passwords.current);
      const { name: firmName } = await deps.firm(actor.firmId);
      checkPassword(passwords.new, [account.name, account.email, firmName]);
      const to = await hashPassword(passwords.new);
      await database.inFirm(actor.firmId, async (tx) => {
        if (!(await replacePasswordHash(tx, account.id, { from: account.passwordHash, to }))) {
          throw new Conflict('changed_meanwhile', 'The password was changed meanwhile.');
        }
        // A link somebody else asked for must not undo it.
        await deletePasswordResets(tx, account.id);
        await recordPasswordChanged(tx, actor);
        const { firmId, email } = account;
        const notice = { firmId, email, change: 'password_changed', changeId: randomUUID(), at: clock() } as const;
        await deps.notifications.notifySecurityChange(tx, notice);
        await endSessionsBecause(tx, actor, {
          accountId: account.id,
          except: actor.sessionId,
          now: clock(),
          reason: 'password-changed',
        });
      });
    },

    prepareOwner(owner, firmName) {
      return preparePerson({ ...owner, role: 'owner' }, { firmName, now: clock });
    },

    async signInNewOwner({ firmId, ownerId }, from) {
      return database.inFirm(firmId, async (tx) => {
        const account = await findAccount(tx, ownerId);
        if (!account) throw new NotFound();
        const session = await sessions.openSession(tx, { firmId, accountId: ownerId }, { scope: 'full', from });
        const actor: StaffActor = { kind: 'staff', firmId, accountId: ownerId, role: 'owner', sessionId: session.id };
        await recordSignIn(tx, actor, { factor: 'none', scope: 'full', network: from.network });
        return { actor, session, account };
      });
    },
  };
}
