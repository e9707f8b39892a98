import { afterEach, beforeEach, expect, test } from 'vitest';

import { goodPassword, startAccounts, type TestAccounts } from '../accounts/testing/start-accounts.ts';
import { createSetUp, type SetUp } from './set-up.ts';

let world: TestAccounts;
let setUp: SetUp;
beforeEach(async () => {
  world = await startAccounts();
  setUp = createSetUp({
    firms: world.firms,
    verifyToken: (token) => token === 'the token',
    recoverySheet: { rootKeyFile: '/etc/schleuse/root-key', fingerprint: 'abcd-efgh' },
  });
});
afterEach(async () => {
  await world[Symbol.asyncDispose]();
});

const request = {
  token: 'the token',
  firmName: ' Musterhaus Software GmbH ',
  ownerName: 'Inhaberin',
  email: 'Leitung@Musterhaus.example',
  password: goodPassword,
};
const gone = { code: 'not_found' };

test('set-up makes the firm, its keys and its owner in one go, and tells of the root key', async () => {
  expect(await setUp.isNeeded()).toBe(true);
  await expect(world.firms.resolvePublicFirm()).rejects.toMatchObject({ code: 'setup_needed' });
  const { firmId, ownerId, recoverySheet } = await setUp.completeSetup(request);
  expect(recoverySheet).toEqual({ rootKeyFile: '/etc/schleuse/root-key', fingerprint: 'abcd-efgh' });
  const { session, actor } = await world.accounts.signInNewOwner(
    { firmId, ownerId },
    { device: 'Firefox', network: '203.0.113.0/24' },
  );
  expect(await world.accounts.findSession(session.token)).toEqual({ actor, scope: 'full' });
  const firm = await world.firms.resolvePublicFirm();
  expect(firm).toMatchObject({ id: firmId, name: 'Musterhaus Software GmbH', eraseAfterDays: 14 });
  expect(firm.receiptPublicKey).toHaveLength(32);
  const signedIn = await world.signIn('leitung@musterhaus.example');
  expect(signedIn.actor).toMatchObject({ firmId, role: 'owner' });
});

test('of six who set up at the same moment one succeeds; afterwards nobody does', async () => {
  const results = await Promise.allSettled(
    Array.from({ length: 6 }, (_, at) => setUp.completeSetup({ ...request, email: `o${at}@musterhaus.example` })),
  );
  expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
  const { rows } = await world.database.asOwner(
    'select (select count(*) from firms)::int f, count(*)::int a from accounts',
  );
  expect(rows[0]).toEqual({ f: 1, a: 1 });
  expect(await setUp.isNeeded()).toBe(false);
  await expect(setUp.completeSetup(request)).rejects.toMatchObject(gone);
});

test('a wrong token is answered as if there were nothing to set up, and bad input makes no firm', async () => {
  await expect(setUp.completeSetup({ ...request, token: '' })).rejects.toMatchObject(gone);
  await expect(setUp.completeSetup({ ...request, password: 'kurz' })).rejects.toMatchObject({
    code: 'password_too_short',
  });
  await expect(setUp.completeSetup({ ...request, email: 'kein Zeichen' })).rejects.toMatchObject({
    code: 'email_invalid',
  });
  await expect(setUp.completeSetup({ ...request, firmName: '  ' })).rejects.toMatchObject({ code: 'name_invalid' });
  expect(await setUp.isNeeded()).toBe(true);
});
