import { randomUUID } from 'node:crypto';

import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/server';

import { isId } from '../access/is-id.ts';
import { assertMay } from '../access/may.ts';
import type { StaffActor } from '../actor.ts';
import { isUniqueViolation } from '../db/database-errors.ts';
import type { Database, FirmTransaction } from '../db/database.ts';
import { Conflict, InvalidInput, NotFound } from '../errors.ts';
import { recordPasskeyAdded, recordPasskeyRemoved } from '../evidence/account-events.ts';
import type { Notifications } from '../notifications/notifications.types.ts';
import { type Account, findAccount } from './accounts.queries.ts';
import type { SealedChallenges } from '../access/sealed-challenges.ts';
import {
  deletePasskey,
  findPasskey,
  findPasskeyOwner,
  insertPasskey,
  listPasskeys,
  type Passkey,
  usePasskey,
} from './passkeys.queries.ts';
import { deleteRecoveryCodes } from './second-factor.queries.ts';
import type { Factor, SecondFactor } from './second-factor.ts';
import { endSessionsBecause } from './sessions.ts';
import { setSessionScopeFull } from './sessions.queries.ts';

export type { Passkey } from './passkeys.queries.ts';

export type PasskeysDeps = {
  database: Database;
  clock: () => Date;
  challenges: SealedChallenges;
  /** The address people open: passkeys are bound to its host. */
  publicUrl: URL;
  secondFactor: Pick<SecondFactor, 'confirmPassword' | 'makeCodesIfNone'>;
  notifications: Pick<Notifications, 'notifySecurityChange'>;
  firm(firmId: string): Promise<{ name: string; requireTotp: boolean }>;
};

export type Passkeys = {
  listPasskeys(actor: StaffActor): Promise<Passkey[]>;
  /** What the browser is asked to make a key with. @throws InvalidInput `credentials_wrong` */
  startPasskey(actor: StaffActor, password: string): Promise<PublicKeyCredentialCreationOptionsJSON>;
  /**
   * Keeps the public key, ends the account's other sessions and lifts an `enrol` session to a full one. With the first
   * second factor of an account come its recovery codes.
   * @throws InvalidInput `passkey_wrong`, `name_invalid`; Conflict `passkey_known`
   */
  addPasskey(
    actor: StaffActor,
    passkey: { name: string; response: RegistrationResponseJSON },
  ): Promise<{ passkey: Passkey; recoveryCodes: string[] }>;
  /** @throws NotFound; InvalidInput `credentials_wrong`; Conflict `totp_required_by_firm` for the last second factor */
  removePasskey(actor: StaffActor, passkeyId: string, password: string): Promise<void>;
  /** What the browser is asked for at the sign-in; the same for everybody, so it tells nobody's account. */
  askForPasskey(): Promise<PublicKeyCredentialRequestOptionsJSON>;
};

export type PasskeyCheck = {
  /** Whose key answered rightly, and how to use the answer up; undefined for any that is not right. */
  checkPasskey(response: AuthenticationResponseJSON): Promise<{ account: Account; factor: Factor } | undefined>;
};

// A tenth of a second to load, which a start without any passkey need not take.
const loadWebauthn = () => import('@simplewebauthn/server');

const signInPurpose = 'sign-in';
const registerPurpose = (actor: StaffActor): string => `register/${actor.accountId}/${actor.sessionId}`;
const fromBase64url = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(Buffer.from(text, 'base64url'));

/** Passkeys (WebAuthn level 3), each with user verification: what somebody has and is, or knows. */
export function createPasskeys(deps: PasskeysDeps): Passkeys & PasskeyCheck {
  const { database, clock, challenges, secondFactor } = deps;
  const expected = { expectedOrigin: deps.publicUrl.origin, expectedRPID: deps.publicUrl.hostname };

  const tell = (tx: FirmTransaction, account: Account, change: 'passkey_added' | 'passkey_removed'): Promise<void> =>
    deps.notifications.notifySecurityChange(tx, {
      firmId: account.firmId,
      email: account.email,
      change,
      changeId: randomUUID(),
      at: clock(),
    });

  return {
    async listPasskeys(actor) {
      assertMay(actor, 'read', { kind: 'account', firmId: actor.firmId, accountId: actor.accountId });
      const rows = await database.inFirm(actor.firmId, (tx) => listPasskeys(tx, actor.accountId));
      return rows.map(({ id, name, createdAt, lastUsedAt }) => ({ id, name, createdAt, lastUsedAt }));
    },

    async startPasskey(actor, password) {
      const account = await secondFactor.confirmPassword(actor, password);
      const known = await database.inFirm(actor.firmId, (tx) => listPasskeys(tx, account.id));
      const { generateRegistrationOptions } = await loadWebauthn();
      return await generateRegistrationOptions({
        rpName: (await deps.firm(actor.firmId)).name,
        rpID: expected.expectedRPID,
        userID: new TextEncoder().encode(account.id),
        userName: account.email,
        userDisplayName: account.name,
        challenge: fromBase64url(challenges.newChallenge(registerPurpose(actor))),
        attestationType: 'none',
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
        excludeCredentials: known.map(({ credentialId }) => ({ id: Buffer.from(credentialId).toString('base64url') })),
      });
    },

    async addPasskey(actor, { name: typed, response }) {
      assertMay(actor, 'change', { kind: 'account', firmId: actor.firmId, accountId: actor.accountId });
      const name = readPasskeyName(typed);
      const { verifyRegistrationResponse } = await loadWebauthn();
      const made = await verifyRegistrationResponse({
        response,
        ...expected,
        expectedChallenge: (challenge) => challenges.takeChallenge(registerPurpose(actor), challenge),
        requireUserVerification: true,
      }).catch(() => undefined);
      if (!made?.verified)
        throw new InvalidInput('passkey_wrong', 'The passkey could not be checked. Please try again.');
      const { id: credentialId, publicKey, counter, transports = [] } = made.registrationInfo.credential;
      const id = randomUUID();
      const now = clock();
      try {
        return await database.inFirm(actor.firmId, async (tx) => {
          const account = await findAccount(tx, actor.accountId, { lock: true });
          if (!account) throw new NotFound();
          const { firmId, accountId } = actor;
          const stored = { id, firmId, accountId, credentialId: fromBase64url(credentialId), publicKey, counter };
          await insertPasskey(tx, { ...stored, name, transports, createdAt: now });
          await recordPasskeyAdded(tx, actor, { passkeyId: id });
          await tell(tx, account, 'passkey_added');
          const recoveryCodes = await secondFactor.makeCodesIfNone(tx, actor);
          await setSessionScopeFull(tx, actor.sessionId);
          const ended = { accountId, except: actor.sessionId, now, reason: 'second-factor-changed' } as const;
          await endSessionsBecause(tx, actor, ended);
          return { passkey: { id, name, createdAt: now, lastUsedAt: null }, recoveryCodes };
        });
      } catch (error) {
        if (isUniqueViolation(error)) throw new Conflict('passkey_known', 'This passkey is here already.');
        throw error;
      }
    },

    async removePasskey(actor, passkeyId, password) {
      const { id: accountId } = await secondFactor.confirmPassword(actor, password);
      if (!isId(passkeyId)) throw new NotFound();
      const { requireTotp } = await deps.firm(actor.firmId);
      await database.inFirm(actor.firmId, async (tx) => {
        const account = await findAccount(tx, accountId, { lock: true });
        if (!account) throw new NotFound();
        if (requireTotp && !account.totpConfirmedAt && account.passkeys <= 1) {
          throw new Conflict('totp_required_by_firm', 'The firm requires a second factor, and this is the last one.');
        }
        if (!(await deletePasskey(tx, accountId, passkeyId))) throw new NotFound();
        if (!account.totpConfirmedAt && account.passkeys === 1) await deleteRecoveryCodes(tx, accountId);
        await recordPasskeyRemoved(tx, actor, { passkeyId });
        await tell(tx, account, 'passkey_removed');
      });
    },

    async askForPasskey() {
      const { generateAuthenticationOptions } = await loadWebauthn();
      return await generateAuthenticationOptions({
        rpID: expected.expectedRPID,
        challenge: fromBase64url(challenges.newChallenge(signInPurpose)),
        userVerification: 'required',
      });
    },

    async checkPasskey(response) {
      const credentialId = fromBase64url(response.id);
      const owner = await database.outsideFirm((tx) => findPasskeyOwner(tx, credentialId));
      if (!owner) return undefined;
      const { passkey, account } = await database.inFirm(owner.firmId, async (tx) => ({
        passkey: await findPasskey(tx, credentialId),
        account: await findAccount(tx, owner.accountId),
      }));
      if (!passkey || !account) return undefined;
      const { verifyAuthenticationResponse } = await loadWebauthn();
      const answer = await verifyAuthenticationResponse({
        response,
        ...expected,
        expectedChallenge: (challenge) => challenges.takeChallenge(signInPurpose, challenge),
        requireUserVerification: true,
        credential: { id: response.id, publicKey: passkey.publicKey, counter: passkey.counter },
      }).catch(() => undefined);
      if (!answer?.verified) return undefined;
      const counter = { from: passkey.counter, to: answer.authenticationInfo.newCounter };
      const spend = (tx: FirmTransaction) => usePasskey(tx, passkey.id, { counter, now: clock() });
      return { account, factor: { kind: 'passkey', spend } };
    },
  };
}

function readPasskeyName(typed: string): string {
  const name = typed.trim().replace(/\s+/g, ' ');
  if (name.length < 1 || name.length > 100 || /\p{Cc}/u.test(name)) {
    throw new InvalidInput('name_invalid', 'Please give a name of at most 100 characters.');
  }
  return name;
}
