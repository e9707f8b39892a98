import { randomBytes } from 'node:crypto';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { createAttempts } from '../access/attempts.ts';
import { createAccounts } from './accounts.service.ts';
import { goodPassword, startAccounts, type TestAccounts } from './testing/start-accounts.ts';

let world: TestAccounts;
beforeAll(async () => {
  world = await startAccounts();
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
});

const failure = async (signingIn: Promise<unknown>) => {
  const error = await signingIn.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return { ...(error as object), message: (error as Error).message };
};

test('V2: unknown address, wrong password and deactivated account get the same answer', async () => {
  const { owner, email } = await world.newFirm();
  const member = await world.newMember(owner);
  await world.accounts.changeMember(owner, member.actor.accountId, { deactivated: true });
  const unknown = await failure(world.signIn('niemand@musterhaus.example'));
  expect(unknown).toMatchObject({ code: 'credentials_wrong' });
  expect(await failure(world.signIn(email, { password: 'ganz falsches Passwort' }))).toEqual(unknown);
  expect(await failure(world.signIn(member.email))).toEqual(unknown);
  expect(await failure(world.signIn(''))).toEqual(unknown);
  expect(await failure(world.signIn("' or 1=1 --"))).toEqual(unknown);
});

test('V2: the limits count an unknown address like a known one', async () => {
  const { email } = await world.newFirm();
  const tries = async (address: string) => {
    const codes: unknown[] = [];
    for (let attempt = 0; attempt < 12; attempt += 1) {
      const from = { device: '', network: '192.0.2.0/24' };
      const password = 'ganz falsches Passwort';
      const clientKey = `192.0.2.${attempt}`;
      codes.push(((await failure(world.signIn(address, { password, clientKey, from }))) as { code?: string }).code);
    }
    return codes;
  };
  const known = await tries(email);
  expect(known).toEqual([...Array(10).fill('credentials_wrong'), ...Array(2).fill('proof_of_work_required')]);
  expect(await tries('gibt-es-nicht@musterhaus.example')).toEqual(known);
});

test('V2: every refusal takes the same while, whatever it had to do', async () => {
  const { email } = await world.newFirm();
  const { database } = world;
  const slow = createAccounts({
    database,
    attempts: createAttempts({ database, hashKey: randomBytes(32) }),
    slowestRefusal: 250,
    publicUrl: new URL('https://musterhaus.example'),
    challengeSecret: randomBytes(32),
    secrets: { sealSecret: async (_purpose, secret) => secret, openSecret: async (_purpose, secret) => secret },
    proofOfWork: { newChallenge: async () => ({ parameters: {} }), takeSolution: async () => false },
    notifications: {
      sendInvitation: async () => undefined,
      sendPasswordReset: async () => undefined,
      notifySecurityChange: async () => undefined,
    },
    firm: async () => ({ name: '', requireTotp: false }),
    onlyFirmId: async () => undefined,
  });
  const time = async (address: string): Promise<number> => {
    const start = performance.now();
    const from = { device: '', network: '' };
    await failure(slow.signIn({ email: address, password: 'falsch', clientKey: '192.0.2.1', from }));
    return performance.now() - start;
  };
  const times = [await time(email), await time('niemand@musterhaus.example'), await time(email)];
  expect(Math.min(...times)).toBeGreaterThanOrEqual(249);
  expect(goodPassword.length).toBeGreaterThan(12);
});
