import { afterAll, beforeAll, expect, test } from 'vitest';

import { solvedPuzzle, startAccounts, type TestAccounts } from './testing/start-accounts.ts';

let world: TestAccounts;
beforeAll(async () => {
  world = await startAccounts();
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
});

const guess = (email: string, clientKey: string, altcha?: string) =>
  world
    .signIn(email, {
      password: 'ganz falsches Passwort',
      clientKey,
      altcha,
      from: { device: '', network: '198.51.100.0/24' },
    })
    .then(
      () => 'signed in',
      (error: { code: string }) => error.code,
    );

test('V2: guesses from many networks get dear, and the owner still gets in', async () => {
  const { email } = await world.newFirm();
  for (let at = 0; at < 60; at += 1) await guess(email, `198.51.100.${at}`, solvedPuzzle);
  expect(await guess(email, '198.51.100.99')).toBe('proof_of_work_required');
  expect(await guess(email, '198.51.100.99', 'not a solution')).toBe('proof_of_work_required');
  // Whoever does the work may guess once more, and no more than that.
  expect(await guess(email, '198.51.100.99', solvedPuzzle)).toBe('credentials_wrong');
  // From the network where the account was used lately: as if nothing had happened.
  await world.signIn(email);
  // From anywhere else: after the same small work as everybody.
  const elsewhere = { clientKey: '192.0.2.8', from: { device: '', network: '192.0.2.0/24' } };
  await expect(world.signIn(email, elsewhere)).rejects.toMatchObject({
    code: 'proof_of_work_required',
    details: { challenge: expect.anything() },
  });
  await world.signIn(email, { ...elsewhere, altcha: solvedPuzzle });
});

const tryAt = (at: number, altcha?: string) => guess(`a${at}@musterhaus.example`, '192.0.2.77', altcha);

test('V2: one network guessing at many addresses pays for it, and is stopped for a while', async () => {
  for (let at = 0; at < 30; at += 1) expect(await tryAt(at)).toBe('credentials_wrong');
  // Asking for the task is not a try.
  for (let at = 0; at < 5; at += 1) expect(await tryAt(at)).toBe('proof_of_work_required');
  for (let at = 30; at < 100; at += 1) expect(await tryAt(at, solvedPuzzle)).toBe('credentials_wrong');
  expect(await tryAt(100, solvedPuzzle)).toBe('rate_limited');
  world.passTime(1800);
  expect(await tryAt(0)).toBe('credentials_wrong');
});

test('V2: an office of forty behind one address signs in at nine', async () => {
  const { email } = await world.newFirm();
  for (let person = 0; person < 40; person += 1) {
    const { session } = await world.signIn(email, { clientKey: '203.0.113.200' });
    expect(session.scope).toBe('full');
  }
});

test('V2: each refused sign-in to an account is in the evidence log, without the address', async () => {
  const { owner, email } = await world.newFirm();
  await guess(email, '198.51.100.201');
  const { rows } = await world.database.asOwner(
    `select kind, actor_kind, subject_id, details from events where firm_id = '${owner.firmId}' order by id desc limit 1`,
  );
  expect(rows[0]).toEqual({
    kind: 'sign-in-refused',
    actor_kind: 'anonymous',
    subject_id: owner.accountId,
    details: { reason: 'password', network: '198.51.100.0/24' },
  });
});
