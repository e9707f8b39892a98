import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { StaffActor } from '../actor.ts';
import { challengeTime } from '../access/sealed-challenges.ts';
import { type Slip, SoftAuthenticator } from './testing/soft-authenticator.ts';
import { goodPassword, startAccounts, type TestAccounts } from './testing/start-accounts.ts';

let world: TestAccounts;
beforeAll(async () => {
  world = await startAccounts();
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
});

const origin = 'https://musterhaus.example';
const from = { device: 'Firefox, Windows', network: '203.0.113.0/24' };
const wrong = { code: 'passkey_wrong' };

async function addPasskey(actor: StaffActor, device = new SoftAuthenticator(origin)) {
  const options = await world.accounts.startPasskey(actor, goodPassword);
  const added = await world.accounts.addPasskey(actor, { name: 'Telefon', response: device.register(options) });
  return { device, ...added };
}

const signInWith = async (device: SoftAuthenticator, slip: Slip = {}) =>
  await world.accounts.signInWithPasskey({
    response: device.answer(await world.accounts.askForPasskey(), slip),
    clientKey: '203.0.113.7',
    from,
  });

describe('V2: passkeys', () => {
  test('one is added with the password, signs in alone, and shows when it was used', async () => {
    const { owner } = await world.newFirm();
    const { device, passkey, recoveryCodes } = await addPasskey(owner);
    expect(recoveryCodes).toHaveLength(10);
    expect(world.notices.at(-1)?.change).toBe('passkey_added');
    const { actor, session } = await signInWith(device);
    expect(actor).toMatchObject({ accountId: owner.accountId, role: 'owner' });
    expect(session.scope).toBe('full');
    const [listed] = await world.accounts.listPasskeys(owner);
    expect(listed).toEqual({ ...passkey, lastUsedAt: world.now() });
    expect(await world.accounts.ownAccount(owner)).toMatchObject({ totp: false, passkeys: 1, recoveryCodesLeft: 10 });
  });

  test('with a passkey the password alone signs nobody in: passkey, code or recovery code must come too', async () => {
    const { owner, email } = await world.newFirm();
    const { device, recoveryCodes } = await addPasskey(owner);
    await expect(world.signIn(email)).rejects.toMatchObject({
      code: 'code_required',
      details: { methods: ['passkey'] },
    });
    const answer = device.answer(await world.accounts.askForPasskey());
    await world.signIn(email, { passkey: answer });
    await expect(world.signIn(email, { passkey: answer })).rejects.toMatchObject(wrong);
    await world.signIn(email, { code: recoveryCodes[0] ?? '' });
    await expect(world.signIn(email, { code: recoveryCodes[0] ?? '' })).rejects.toMatchObject({ code: 'code_wrong' });
  });

  test('it is the second factor a firm requires: no codes have to be set up, and the last one stays', async () => {
    const { owner } = await world.newFirm();
    await world.firms.changeSettings(owner, { requireTotp: true });
    const member = await world.newMember(owner);
    expect((await world.accounts.findSession(member.token))?.scope).toBe('enrol');
    const { device, passkey } = await addPasskey(member.actor);
    expect((await world.accounts.findSession(member.token))?.scope).toBe('full');
    expect((await signInWith(device)).session.scope).toBe('full');
    await expect(world.accounts.removePasskey(member.actor, passkey.id, goodPassword)).rejects.toMatchObject({
      code: 'totp_required_by_firm',
    });
    await addPasskey(member.actor);
    await world.accounts.removePasskey(member.actor, passkey.id, goodPassword);
    await expect(signInWith(device)).rejects.toMatchObject(wrong);
  });

  test('removing the last second factor takes its recovery codes along; codes keep theirs beside a passkey', async () => {
    const { owner } = await world.newFirm();
    const { recoveryCodes } = await world.enrol(owner);
    const { passkey, recoveryCodes: more } = await addPasskey(owner);
    expect([recoveryCodes.length, more]).toEqual([10, []]);
    await world.accounts.removeTotp(owner, goodPassword);
    expect(await world.accounts.ownAccount(owner)).toMatchObject({ totp: false, passkeys: 1, recoveryCodesLeft: 10 });
    await world.accounts.removePasskey(owner, passkey.id, goodPassword);
    expect(await world.accounts.ownAccount(owner)).toMatchObject({ passkeys: 0, recoveryCodesLeft: 0 });
    expect(world.notices.at(-1)?.change).toBe('passkey_removed');
  });
});

describe('V2, threat: an answer that is not the one asked for', () => {
  test.each<[string, Slip]>([
    ['another address, as a phishing page has', { origin: 'https://musterhaus.example.evil.example' }],
    ['a key for another host', { rpId: 'evil.example' }],
    ['no verification of the person', { verified: false }],
    ['a counter that falls back, as of a copied key', { counter: 0 }],
  ])('%s', async (_, slip) => {
    const { owner } = await world.newFirm();
    const { device } = await addPasskey(owner);
    await signInWith(device);
    await expect(signInWith(device, slip)).rejects.toMatchObject(wrong);
  });

  test('a challenge used twice, expired, of another purpose, or made up', async () => {
    const { owner } = await world.newFirm();
    const { device } = await addPasskey(owner);
    const options = await world.accounts.askForPasskey();
    const signIn = (response = device.answer(options)) =>
      world.accounts.signInWithPasskey({ response, clientKey: '203.0.113.7', from });
    await signIn();
    await expect(signIn()).rejects.toMatchObject(wrong);
    const late = await world.accounts.askForPasskey();
    world.passTime(challengeTime / 1000);
    await expect(signIn(device.answer(late))).rejects.toMatchObject(wrong);
    const { challenge } = await world.accounts.startPasskey(owner, goodPassword);
    await expect(signIn(device.answer({ ...options, challenge }))).rejects.toMatchObject(wrong);
    const made = Buffer.alloc(56, 7).toString('base64url');
    await expect(signIn(device.answer({ ...options, challenge: made }))).rejects.toMatchObject(wrong);
    await expect(signIn(new SoftAuthenticator(origin).answer(late))).rejects.toMatchObject(wrong);
  });

  test('two answers to one challenge at once: one gets in', async () => {
    const { owner } = await world.newFirm();
    const { device } = await addPasskey(owner);
    const response = device.answer(await world.accounts.askForPasskey());
    const request = { response, clientKey: '203.0.113.7', from };
    const results = await Promise.allSettled([1, 2, 3].map(() => world.accounts.signInWithPasskey(request)));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  test('a stolen session adds none without the password, nor with the challenge of another account', async () => {
    const { owner } = await world.newFirm();
    const other = await world.newFirm();
    await expect(world.accounts.startPasskey(owner, 'ganz falsches Passwort')).rejects.toMatchObject({
      code: 'credentials_wrong',
    });
    const options = await world.accounts.startPasskey(other.owner, goodPassword);
    const response = new SoftAuthenticator(origin).register(options);
    await expect(world.accounts.addPasskey(owner, { name: 'Fremd', response })).rejects.toMatchObject(wrong);
    expect(await world.accounts.listPasskeys(owner)).toEqual([]);
  });

  test('a key that another account has is refused, and a foreign one cannot be removed', async () => {
    const { owner } = await world.newFirm();
    const other = await world.newFirm();
    const { device, passkey } = await addPasskey(owner);
    await expect(addPasskey(other.owner, device)).rejects.toMatchObject({ code: 'passkey_known' });
    await expect(world.accounts.removePasskey(other.owner, passkey.id, goodPassword)).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  test('a deactivated account’s key opens nothing; another’s key is no second factor', async () => {
    const { owner, email } = await world.newFirm();
    await addPasskey(owner);
    const member = await world.newMember(owner);
    const { device } = await addPasskey(member.actor);
    const passkey = device.answer(await world.accounts.askForPasskey());
    await expect(world.signIn(email, { passkey })).rejects.toMatchObject(wrong);
    await world.accounts.changeMember(owner, member.actor.accountId, { deactivated: true });
    await expect(signInWith(device)).rejects.toMatchObject(wrong);
  });
});

test('X2: added, used and removed, each stands in the protocol', async () => {
  const { owner, firmId } = await world.newFirm();
  const { device, passkey } = await addPasskey(owner);
  const { actor } = await signInWith(device);
  await world.accounts.removePasskey(actor, passkey.id, goodPassword);
  const kinds = await world.database.inFirm(firmId, (tx) =>
    tx.selectFrom('events').select('kind').orderBy('id', 'desc').limit(4).execute(),
  );
  const found = kinds.map(({ kind }) => kind);
  for (const kind of ['passkey-added', 'signed-in', 'passkey-removed']) expect(found).toContain(kind);
});
