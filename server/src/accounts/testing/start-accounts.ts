import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { generate } from 'otplib';

import { createAttempts } from '../../access/attempts.ts';
import type { StaffActor } from '../../actor.ts';
import { createTestDatabase, type TestDatabase } from '../../db/testing/test-database.ts';
import { createFirms, type Firms } from '../../firms/firms.service.ts';
import { enqueue } from '../../jobs/enqueue.ts';
import { openKeyRing } from '../../keys/key-ring.ts';
import { createNotifications } from '../../notifications/notifications.service.ts';
import { type Accounts, createAccounts, type SignInRequest } from '../accounts.service.ts';

export const goodPassword = 'vier blaue Fahrräder im Regen';

/** The rooms accounts and firms on a database and key ring of their own, with a clock that tests move. */
export type TestAccounts = AsyncDisposable & {
  database: TestDatabase;
  accounts: Accounts;
  firms: Firms;
  /** Tokens of invitations that were mailed, newest last. */
  mailedTokens: string[];
  /** Tokens of links to choose a new password, newest last. */
  resetTokens: string[];
  /** Notices about changes of accounts, newest last. */
  notices: { email: string; change: string }[];
  now(): Date;
  passTime(seconds: number): void;
  /** Makes a firm with its owner and signs the owner in. */
  newFirm(email?: string): Promise<{ firmId: string; owner: StaffActor; email: string; token: string }>;
  /** Invites, accepts and signs in. */
  newMember(owner: StaffActor, role?: 'owner' | 'agent'): Promise<{ actor: StaffActor; email: string; token: string }>;
  signIn(email: string, extra?: Partial<SignInRequest>): ReturnType<Accounts['signIn']>;
  /** Sets up a second factor for the actor. */
  enrol(actor: StaffActor): Promise<{ secret: string; recoveryCodes: string[] }>;
  /** The code a telephone shows now, or so many steps later. */
  codeOf(secret: string, steps?: number): Promise<string>;
};

export const solvedPuzzle = 'solved';

export async function startAccounts(): Promise<TestAccounts> {
  const dir = await mkdtemp(join(tmpdir(), 'schleuse-accounts-'));
  const database = await createTestDatabase();
  const keys = await openKeyRing({ dataDir: join(dir, 'data'), rootKeyFile: join(dir, 'data.root-key') });
  let now = new Date('2026-11-21T09:00:00Z').getTime();
  const clock = () => new Date(now);
  const mailedTokens: string[] = [];
  const resetTokens: string[] = [];
  const notices: { email: string; change: string }[] = [];
  const attempts = createAttempts({ database, hashKey: randomBytes(32), clock });
  const notifications = createNotifications({ enqueue, publicUrl: new URL('https://musterhaus.example'), clock });
  const accounts: Accounts = createAccounts({
    database,
    attempts,
    clock,
    secrets: keys,
    publicUrl: new URL('https://musterhaus.example'),
    challengeSecret: keys.deriveSecret('passkeys'),
    slowestRefusal: 0,
    proofOfWork: {
      newChallenge: async () => ({ parameters: {}, signature: 'for a machine' }),
      takeSolution: async (solution) => solution === solvedPuzzle,
    },
    notifications: {
      async sendInvitation(tx, invitation) {
        await notifications.sendInvitation(tx, invitation);
        mailedTokens.push(invitation.token);
      },
      async sendPasswordReset(tx, reset) {
        await notifications.sendPasswordReset(tx, reset);
        resetTokens.push(reset.token);
      },
      async notifySecurityChange(tx, notice) {
        await notifications.notifySecurityChange(tx, notice);
        notices.push({ email: notice.email, change: notice.change });
      },
    },
    firm: (firmId) => database.inFirm(firmId, (tx) => firms.getFirm(tx, firmId)),
    onlyFirmId: () => firms.onlyFirmId(),
  });
  const firms = createFirms({ database, keys, owners: accounts, clock });
  const from = { device: 'Firefox, Windows', network: '203.0.113.0/24' };
  let people = 0;

  const world: TestAccounts = {
    database,
    accounts,
    firms,
    mailedTokens,
    resetTokens,
    notices,
    now: clock,
    passTime: (seconds) => void (now += seconds * 1000),
    async newFirm(email = `owner${(people += 1)}@musterhaus.example`) {
      const owner = { name: 'Inhaberin', email, password: goodPassword };
      const { firmId } = await firms.createFirm({ name: 'Musterhaus Software GmbH', owner });
      const { actor, session } = await world.signIn(email);
      return { firmId, owner: actor, email, token: session.token };
    },
    async newMember(owner, role = 'agent') {
      const email = `member${(people += 1)}@musterhaus.example`;
      await accounts.invite(owner, { email, role });
      const person = { name: 'Sachbearbeitung', password: goodPassword };
      const { actor, session } = await accounts.acceptInvitation(mailedTokens.at(-1) ?? '', person, from);
      return { actor, email, token: session.token };
    },
    signIn: (email, extra = {}) =>
      accounts.signIn({ email, password: goodPassword, clientKey: '203.0.113.7', from, ...extra }),
    async enrol(actor) {
      const { secret } = await accounts.startTotp(actor, goodPassword);
      const { recoveryCodes } = await accounts.confirmTotp(actor, await world.codeOf(secret));
      return { secret, recoveryCodes };
    },
    codeOf: (secret, steps = 0) => generate({ secret, epoch: Math.floor(now / 1000) + steps * 30 }),
    async [Symbol.asyncDispose]() {
      await database[Symbol.asyncDispose]();
      await rm(dir, { recursive: true, force: true });
    },
  };
  return world;
}
