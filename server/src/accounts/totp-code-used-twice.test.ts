import { afterAll, beforeAll, expect, test } from 'vitest';

import { startAccounts, type TestAccounts } from './testing/start-accounts.ts';

let world: TestAccounts;
beforeAll(async () => {
  world = await startAccounts();
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
});

test('V2: a code opens one session, then never again, nor does an older one', async () => {
  const { owner, email } = await world.newFirm();
  const { secret } = await world.enrol(owner);
  // The code that confirmed the second factor is used up too.
  await expect(world.signIn(email, { code: await world.codeOf(secret) })).rejects.toMatchObject({ code: 'code_wrong' });

  world.passTime(300);
  const [earlier, code] = [await world.codeOf(secret, -1), await world.codeOf(secret)];
  await world.signIn(email, { code });
  await expect(world.signIn(email, { code })).rejects.toMatchObject({ code: 'code_wrong' });
  await expect(world.signIn(email, { code: earlier })).rejects.toMatchObject({ code: 'code_wrong' });
  world.passTime(30);
  await world.signIn(email, { code: await world.codeOf(secret) });
});

test('V2: of eight sign-ins with one code at the same moment exactly one succeeds', async () => {
  const { owner, email } = await world.newFirm();
  const { secret } = await world.enrol(owner);
  world.passTime(300);
  const code = await world.codeOf(secret);
  const results = await Promise.allSettled(
    Array.from({ length: 8 }, (_, at) => world.signIn(email, { code, clientKey: `198.51.100.${at}` })),
  );
  expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
  expect(results.filter((result) => result.status === 'rejected').map((result) => result.reason.code)).toEqual(
    Array(7).fill('code_wrong'),
  );
});

test('V2: the password alone opens nothing once a second factor is set up', async () => {
  const { owner, email } = await world.newFirm();
  await world.enrol(owner);
  await expect(world.signIn(email)).rejects.toMatchObject({ code: 'code_required' });
  await expect(world.signIn(email, { code: '' })).rejects.toMatchObject({ code: 'code_required' });
  await expect(world.signIn(email, { password: 'falsch und länger', code: '123456' })).rejects.toMatchObject({
    code: 'credentials_wrong',
  });
});

test('V2: somebody with the password cannot try codes without end', async () => {
  const { owner, email } = await world.newFirm();
  const { secret } = await world.enrol(owner);
  world.passTime(300);
  const codes = await Promise.all([1000, 2000, 3000].map((steps) => world.codeOf(secret, steps)));
  for (let guess = 0; guess < 9; guess += 1) {
    await expect(world.signIn(email, { code: codes[guess % 3] })).rejects.toMatchObject({ code: 'code_wrong' });
  }
  await expect(world.signIn(email, { code: await world.codeOf(secret) })).rejects.toMatchObject({
    code: 'rate_limited',
  });
  world.passTime(2 * 3600);
  await world.signIn(email, { code: await world.codeOf(secret) });
});
