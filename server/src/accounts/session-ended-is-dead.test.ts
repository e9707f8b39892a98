import { afterAll, beforeAll, expect, test } from 'vitest';

import { absoluteTime, idleTime } from './sessions.ts';
import { goodPassword, startAccounts, type TestAccounts } from './testing/start-accounts.ts';

let world: TestAccounts;
beforeAll(async () => {
  world = await startAccounts();
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
});

const opens = async (token: string): Promise<boolean> => (await world.accounts.findSession(token)) !== undefined;

test('V2: signing out ends the session at once', async () => {
  const { owner, token } = await world.newFirm();
  expect(await world.accounts.findSession(token)).toEqual({ actor: owner, scope: 'full' });
  await world.accounts.endSession(owner);
  expect(await opens(token)).toBe(false);
  expect(await world.accounts.stillSignedIn(owner)).toBe(false);
});

test('V2: one of the list, or all others, are ended at once; not those of somebody else', async () => {
  const { owner, email, token } = await world.newFirm();
  const second = await world.signIn(email);
  const third = await world.signIn(email);
  const stranger = await world.newFirm();
  const listed = await world.accounts.listSessions(owner);
  expect(listed).toHaveLength(3);
  expect(listed.find((session) => session.current)?.id).toBe(owner.sessionId);
  expect(listed[0]).toMatchObject({ device: 'Firefox, Windows', network: '203.0.113.0/24' });

  for (const id of [stranger.owner.sessionId, 'nonsense', '00000000-0000-4000-8000-000000000000']) {
    await expect(world.accounts.endOneSession(owner, id)).rejects.toMatchObject({ code: 'not_found' });
  }
  await world.accounts.endOneSession(owner, second.session.id);
  expect(await opens(second.session.token)).toBe(false);
  await expect(world.accounts.endOneSession(owner, second.session.id)).rejects.toMatchObject({ code: 'not_found' });
  await world.accounts.endOtherSessions(owner);
  expect(await opens(third.session.token)).toBe(false);
  expect(await opens(token)).toBe(true);
  expect(await opens(stranger.token)).toBe(true);
});

test('V2: a new password ends the other sessions and the old password', async () => {
  const { owner, email, token } = await world.newFirm();
  const other = await world.signIn(email);
  await expect(
    world.accounts.changePassword(owner, { current: 'ein anderes Passwort', new: 'drei rote Bagger am Deich' }),
  ).rejects.toMatchObject({ code: 'credentials_wrong' });
  await expect(world.accounts.changePassword(owner, { current: goodPassword, new: 'kurz' })).rejects.toMatchObject({
    code: 'password_too_short',
  });
  await world.accounts.changePassword(owner, { current: goodPassword, new: 'drei rote Bagger am Deich' });
  expect(await opens(other.session.token)).toBe(false);
  expect(await opens(token)).toBe(true);
  await expect(world.signIn(email)).rejects.toMatchObject({ code: 'credentials_wrong' });
  await world.signIn(email, { password: 'drei rote Bagger am Deich' });
  expect(world.notices.at(-1)).toEqual({ email, change: 'password_changed' });
});

test('V2: a stolen session cannot find out the password by trying', async () => {
  const { owner } = await world.newFirm();
  const passwords = { current: 'ein anderes Passwort', new: 'drei rote Bagger am Deich' };
  for (let guess = 0; guess < 10; guess += 1) {
    await expect(world.accounts.changePassword(owner, passwords)).rejects.toMatchObject({ code: 'credentials_wrong' });
  }
  await expect(world.accounts.changePassword(owner, passwords)).rejects.toMatchObject({ code: 'rate_limited' });
});

test('V2: who is deactivated is out with the next request, and cannot sign in', async () => {
  const { owner } = await world.newFirm();
  const member = await world.newMember(owner);
  await world.accounts.changeMember(owner, member.actor.accountId, { deactivated: true });
  expect(await opens(member.token)).toBe(false);
  await expect(world.signIn(member.email)).rejects.toMatchObject({ code: 'credentials_wrong' });
  await world.accounts.changeMember(owner, member.actor.accountId, { deactivated: false });
  expect(await opens(member.token)).toBe(false);
  await world.signIn(member.email);
});

test('V2: a session alone opens nothing once its account is deactivated, however that came about', async () => {
  const { owner, token } = await world.newFirm();
  await world.database.asOwner(`update accounts set deactivated_at = now() where id = '${owner.accountId}'`);
  expect(await opens(token)).toBe(false);
});

test('V2: a change of role holds from the next request on', async () => {
  const { owner } = await world.newFirm();
  const member = await world.newMember(owner, 'owner');
  await world.accounts.changeMember(owner, member.actor.accountId, { role: 'agent' });
  expect((await world.accounts.findSession(member.token))?.actor.role).toBe('agent');
  expect(await world.accounts.stillSignedIn(member.actor)).toBe(false);
  // Even a request that was let in as an owner's a moment before.
  await expect(world.accounts.changeMember(member.actor, owner.accountId, { deactivated: true })).rejects.toMatchObject(
    { code: 'not_found' },
  );
});

test('V2: a session ends after eight idle hours, and after a week however busy', async () => {
  const { token } = await world.newFirm();
  for (let spent = 0; spent < absoluteTime; spent += idleTime / 2) {
    expect(await opens(token)).toBe(true);
    world.passTime(idleTime / 2000);
  }
  expect(await opens(token)).toBe(false);
  const idle = await world.newFirm();
  world.passTime(idleTime / 1000 + 1);
  expect(await opens(idle.token)).toBe(false);
});

test('V2: the database holds no token, only its hash', async () => {
  const { token } = await world.newFirm();
  const { rows } = await world.database.asOwner('select sessions::text as row from sessions');
  const all = rows.map(({ row }) => String(row)).join('\n');
  expect(all).not.toContain(token);
  expect(all).not.toContain(Buffer.from(token, 'base64url').toString('hex'));
  expect(await opens(`${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`)).toBe(false);
  expect(await opens('')).toBe(false);
});

test('G8: what a session says of device and network is forgotten after 90 days', async () => {
  const { owner } = await world.newFirm();
  world.passTime(91 * 86_400);
  await world.accounts.forgetOldSessions(owner.firmId);
  const { rows } = await world.database.asOwner(`select id from sessions where firm_id = '${owner.firmId}'`);
  expect(rows).toEqual([]);
});
