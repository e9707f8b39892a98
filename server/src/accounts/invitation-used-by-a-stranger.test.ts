import { afterAll, beforeAll, expect, test } from 'vitest';

import { invitationTime } from './invitations.ts';
import { goodPassword, startAccounts, type TestAccounts } from './testing/start-accounts.ts';

let world: TestAccounts;
beforeAll(async () => {
  world = await startAccounts();
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
});

const person = { name: 'Sachbearbeitung', password: goodPassword };
const from = { device: '', network: '203.0.113.0/24' };
const gone = { code: 'invitation_invalid' };

test('V1: an invitation works once, for the address and role it was made for', async () => {
  const { owner } = await world.newFirm();
  await world.accounts.invite(owner, { email: ' Neu@Musterhaus.example ', role: 'agent' });
  const token = world.mailedTokens.at(-1) ?? '';
  expect(await world.accounts.lookAtInvitation(token)).toEqual({
    firmName: 'Musterhaus Software GmbH',
    email: 'neu@musterhaus.example',
    role: 'agent',
  });
  const accepting = await Promise.allSettled([1, 2, 3].map(() => world.accounts.acceptInvitation(token, person, from)));
  expect(accepting.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
  expect(accepting.filter((result) => result.status === 'rejected').map((result) => result.reason.code)).toEqual([
    gone.code,
    gone.code,
  ]);
  await expect(world.accounts.lookAtInvitation(token)).rejects.toMatchObject(gone);
  await expect(world.accounts.acceptInvitation(token, person, from)).rejects.toMatchObject(gone);
  const { members, invitations } = await world.accounts.listTeam(owner);
  expect(members.map(({ email, role }) => [email, role])).toContainEqual(['neu@musterhaus.example', 'agent']);
  expect(invitations).toEqual([]);
});

test('V1: revoked, replaced, expired and made-up invitations get one and the same answer', async () => {
  const { owner } = await world.newFirm();
  const tokens: string[] = ['', 'x'.repeat(43), 'nonsense'];
  const revoked = await world.accounts.invite(owner, { email: 'a@musterhaus.example', role: 'agent' });
  tokens.push(world.mailedTokens.at(-1) ?? '');
  await world.accounts.revokeInvitation(owner, revoked.id);
  await world.accounts.invite(owner, { email: 'b@musterhaus.example', role: 'agent' });
  tokens.push(world.mailedTokens.at(-1) ?? '');
  await world.accounts.invite(owner, { email: 'b@musterhaus.example', role: 'agent' });
  const last = world.mailedTokens.at(-1) ?? '';
  for (const token of tokens) {
    await expect(world.accounts.lookAtInvitation(token)).rejects.toMatchObject(gone);
    await expect(world.accounts.acceptInvitation(token, person, from)).rejects.toMatchObject(gone);
  }
  await world.accounts.lookAtInvitation(last);
  world.passTime(invitationTime / 1000 + 1);
  await expect(world.accounts.acceptInvitation(last, person, from)).rejects.toMatchObject(gone);
});

test('V1: a weak password does not use the invitation up', async () => {
  const { owner } = await world.newFirm();
  await world.accounts.invite(owner, { email: 'c@musterhaus.example', role: 'agent' });
  const token = world.mailedTokens.at(-1) ?? '';
  const weak = { ...person, password: 'Musterhaus2026' };
  await expect(world.accounts.acceptInvitation(token, weak, from)).rejects.toMatchObject({ code: 'password_personal' });
  await world.accounts.acceptInvitation(token, person, from);
});

test('V1: an owner of another firm cannot revoke it, and inviting a member again is refused', async () => {
  const { owner, email } = await world.newFirm();
  const foreign = await world.newFirm();
  const invitation = await world.accounts.invite(owner, { email: 'd@musterhaus.example', role: 'agent' });
  for (const id of [invitation.id, 'nonsense']) {
    await expect(world.accounts.revokeInvitation(foreign.owner, id)).rejects.toMatchObject({ code: 'not_found' });
  }
  await expect(world.accounts.invite(owner, { email, role: 'agent' })).rejects.toMatchObject({
    code: 'already_member',
  });
});

test.each(['', 'kein Zeichen', 'a@b', 'a@b@c.de', 'a@b.de\r\nBcc: c@d.de', 'a@b.de, c@d.de', `${'a'.repeat(65)}@b.de`])(
  'V1: nothing is mailed to %j',
  async (email) => {
    const { owner } = await world.newFirm();
    const mailed = world.mailedTokens.length;
    await expect(world.accounts.invite(owner, { email, role: 'agent' })).rejects.toMatchObject({
      code: 'email_invalid',
    });
    expect(world.mailedTokens).toHaveLength(mailed);
  },
);
