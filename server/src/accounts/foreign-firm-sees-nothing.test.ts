import { afterAll, beforeAll, expect, test } from 'vitest';

import type { StaffActor } from '../actor.ts';
import { startAccounts, type TestAccounts } from './testing/start-accounts.ts';

let world: TestAccounts;
let ours: Awaited<ReturnType<TestAccounts['newFirm']>>;
let theirs: Awaited<ReturnType<TestAccounts['newFirm']>>;
beforeAll(async () => {
  world = await startAccounts();
  [ours, theirs] = [await world.newFirm(), await world.newFirm()];
  await world.newMember(ours.owner);
  await world.accounts.invite(ours.owner, { email: 'offen@musterhaus.example', role: 'agent' });
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
});

const notThere = { code: 'not_found' };

test("another firm's team, accounts, sessions and invitations are not there", async () => {
  const team = await world.accounts.listTeam(theirs.owner);
  expect(team.members.map((member) => member.id)).toEqual([theirs.owner.accountId]);
  expect(team.invitations).toEqual([]);
  const { members, invitations } = await world.accounts.listTeam(ours.owner);
  for (const member of members) {
    await expect(world.accounts.changeMember(theirs.owner, member.id, { role: 'agent' })).rejects.toMatchObject(
      notThere,
    );
  }
  await expect(world.accounts.revokeInvitation(theirs.owner, invitations[0]?.id ?? '')).rejects.toMatchObject(notThere);
  await expect(world.accounts.endOneSession(theirs.owner, ours.owner.sessionId)).rejects.toMatchObject(notThere);
});

test('an actor that is put together wrong (account of one firm, id of another) reaches nothing', async () => {
  const mixed: StaffActor = { ...theirs.owner, accountId: ours.owner.accountId, sessionId: ours.owner.sessionId };
  await expect(world.accounts.ownAccount(mixed)).rejects.toMatchObject(notThere);
  expect(await world.accounts.listSessions(mixed)).toEqual([]);
  expect(await world.accounts.stillSignedIn(mixed)).toBe(false);
  await expect(world.accounts.changeMember(mixed, theirs.owner.accountId, { role: 'agent' })).rejects.toMatchObject(
    notThere,
  );
});

test('inviting an address that another firm knows tells nothing of that', async () => {
  await world.accounts.invite(theirs.owner, { email: ours.email, role: 'agent' });
  const token = world.mailedTokens.at(-1) ?? '';
  expect(await world.accounts.lookAtInvitation(token)).toMatchObject({ email: ours.email });
});
