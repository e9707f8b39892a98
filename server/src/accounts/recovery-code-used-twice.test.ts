import { afterAll, beforeAll, expect, test } from 'vitest';

import { goodPassword, startAccounts, type TestAccounts } from './testing/start-accounts.ts';

let world: TestAccounts;
beforeAll(async () => {
  world = await startAccounts();
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
});

test('V2: each of ten recovery codes opens one session, however it is typed', async () => {
  const { owner, email } = await world.newFirm();
  const { recoveryCodes } = await world.enrol(owner);
  expect(new Set(recoveryCodes).size).toBe(10);
  expect((await world.accounts.ownAccount(owner)).recoveryCodesLeft).toBe(10);
  const [first = '', second = ''] = recoveryCodes;
  await world.signIn(email, { code: first });
  await expect(world.signIn(email, { code: first })).rejects.toMatchObject({ code: 'code_wrong' });
  await world.signIn(email, { code: ` ${second.toUpperCase().replaceAll('-', ' ')}` });
  expect((await world.accounts.ownAccount(owner)).recoveryCodesLeft).toBe(8);
});

test('V2: one code used by two at once lets one in', async () => {
  const { owner, email } = await world.newFirm();
  const { recoveryCodes } = await world.enrol(owner);
  const results = await Promise.allSettled([1, 2, 3].map(() => world.signIn(email, { code: recoveryCodes[0] })));
  expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
});

test("V2: codes belong to their account; new ones void the old; none is in the database's reach", async () => {
  const one = await world.newFirm();
  const two = await world.newFirm();
  const codesOfOne = (await world.enrol(one.owner)).recoveryCodes;
  await world.enrol(two.owner);
  await expect(world.signIn(two.email, { code: codesOfOne[0] })).rejects.toMatchObject({ code: 'code_wrong' });

  const { recoveryCodes } = await world.accounts.newRecoveryCodes(one.owner, goodPassword);
  await expect(world.signIn(one.email, { code: codesOfOne[1] })).rejects.toMatchObject({ code: 'code_wrong' });
  await world.signIn(one.email, { code: recoveryCodes[0] });

  const { rows } = await world.database.asOwner('select code_hash::text from recovery_codes');
  const stored = rows.map((row) => Buffer.from(row.code_hash.slice(2), 'hex').toString('latin1')).join();
  for (const code of recoveryCodes) expect(stored).not.toContain(code.replaceAll('-', ''));
});

test('V2: new codes and removing the second factor ask for the password again', async () => {
  const { owner, email } = await world.newFirm();
  await world.enrol(owner);
  await expect(world.accounts.newRecoveryCodes(owner, 'ein anderes Passwort')).rejects.toMatchObject({
    code: 'credentials_wrong',
  });
  await expect(world.accounts.removeTotp(owner, 'ein anderes Passwort')).rejects.toMatchObject({
    code: 'credentials_wrong',
  });
  await world.accounts.removeTotp(owner, goodPassword);
  await world.signIn(email);
  expect(await world.accounts.ownAccount(owner)).toMatchObject({ totp: false, recoveryCodesLeft: 0 });
  expect(world.notices.filter((notice) => notice.email === email).map((notice) => notice.change)).toEqual([
    'totp_added',
    'totp_removed',
  ]);
});
