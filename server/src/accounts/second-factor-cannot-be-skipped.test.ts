import { afterAll, beforeAll, expect, test } from 'vitest';

import { UnwrapError } from '../keys/wrap.ts';
import { goodPassword, startAccounts, type TestAccounts } from './testing/start-accounts.ts';

let world: TestAccounts;
beforeAll(async () => {
  world = await startAccounts();
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
});

test('V2: where the firm requires it, a session without second factor may only set one up', async () => {
  const { owner } = await world.newFirm();
  const member = await world.newMember(owner);
  await world.enrol(owner);
  await world.firms.changeSettings(owner, { requireTotp: true });
  // A session that was open already, and a new one.
  expect((await world.accounts.findSession(member.token))?.scope).toBe('enrol');
  expect(await world.accounts.stillSignedIn(member.actor)).toBe(false);
  const again = await world.signIn(member.email);
  expect(again.session.scope).toBe('enrol');
  expect((await world.accounts.findSession(again.session.token))?.scope).toBe('enrol');

  await world.enrol(again.actor);
  expect((await world.accounts.findSession(again.session.token))?.scope).toBe('full');
  // The other one was opened without the second factor.
  expect(await world.accounts.findSession(member.token)).toBeUndefined();
  await expect(world.accounts.removeTotp(again.actor, goodPassword)).rejects.toMatchObject({
    code: 'totp_required_by_firm',
  });
});

test('V2: who is invited into such a firm sets up a second factor first', async () => {
  const { owner } = await world.newFirm();
  await world.enrol(owner);
  await world.firms.changeSettings(owner, { requireTotp: true });
  const member = await world.newMember(owner);
  expect((await world.accounts.findSession(member.token))?.scope).toBe('enrol');
});

test('V2: a wrong code puts nothing in force, and a factor in force is not overwritten', async () => {
  const { owner, email } = await world.newFirm();
  const { secret } = await world.accounts.startTotp(owner, goodPassword);
  await expect(world.accounts.confirmTotp(owner, await world.codeOf(secret, 50))).rejects.toMatchObject({
    code: 'code_wrong',
  });
  await world.signIn(email);
  const second = await world.accounts.startTotp(owner, goodPassword);
  // The first secret was replaced by the second.
  await expect(world.accounts.confirmTotp(owner, await world.codeOf(secret))).rejects.toMatchObject({
    code: 'code_wrong',
  });
  await world.accounts.confirmTotp(owner, await world.codeOf(second.secret));
  await expect(world.accounts.startTotp(owner, goodPassword)).rejects.toMatchObject({ code: 'totp_already_on' });
  await expect(world.accounts.confirmTotp(owner, await world.codeOf(second.secret))).rejects.toMatchObject({
    code: 'totp_already_on',
  });
});

test('V2: the secret is sealed in the database, and bound to its account', async () => {
  const one = await world.newFirm();
  const two = await world.newFirm();
  const { secret } = await world.enrol(one.owner);
  await world.enrol(two.owner);
  world.passTime(300);
  const { rows } = await world.database.asOwner(
    `select totp_secret_sealed as sealed from accounts where id = '${one.owner.accountId}'`,
  );
  expect(rows[0].sealed.length).toBeGreaterThan(20);
  // Somebody with the database copies their own sealed secret over another's: it does not open there.
  await world.database.asOwner(
    `update accounts set totp_secret_sealed = '\\x${rows[0].sealed.toString('hex')}' where id = '${two.owner.accountId}'`,
  );
  await expect(world.signIn(two.email, { code: await world.codeOf(secret) })).rejects.toBeInstanceOf(UnwrapError);
});

test('threat: somebody at an open session sets up a second factor of his own: asked for the password', async () => {
  const { owner, email } = await world.newFirm();
  await expect(world.accounts.startTotp(owner)).rejects.toMatchObject({ code: 'password_required' });
  await expect(world.accounts.startTotp(owner, 'ein anderes Passwort')).rejects.toMatchObject({
    code: 'credentials_wrong',
  });
  expect(await world.accounts.startTotp(owner, goodPassword)).toMatchObject({ secret: expect.any(String) });

  // A session that was open when the firm began to require it is an open session like any other.
  await world.firms.changeSettings(owner, { requireTotp: true });
  await expect(world.accounts.startTotp(owner)).rejects.toMatchObject({ code: 'password_required' });
  // Who has just signed in is not asked again; who has left that page open is.
  const { actor } = await world.signIn(email);
  expect(await world.accounts.startTotp(actor)).toMatchObject({ secret: expect.any(String) });
  world.passTime(16 * 60);
  await expect(world.accounts.startTotp(actor)).rejects.toMatchObject({ code: 'password_required' });
  expect(await world.accounts.startTotp(actor, goodPassword)).toMatchObject({ secret: expect.any(String) });
});
