import { afterAll, beforeAll, expect, test } from 'vitest';

import { startAccounts, type TestAccounts } from './testing/start-accounts.ts';

let world: TestAccounts;
beforeAll(async () => {
  world = await startAccounts();
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
});

const ownersOf = async (firmId: string): Promise<number> => {
  const { rows } = await world.database.asOwner(
    `select count(*)::int as n from accounts where firm_id = '${firmId}' and role = 'owner' and deactivated_at is null`,
  );
  return rows[0].n;
};

test('V2: the last owner can be neither demoted nor deactivated, by nobody', async () => {
  const { owner } = await world.newFirm();
  const other = await world.newMember(owner, 'owner');
  await world.accounts.changeMember(owner, other.actor.accountId, { deactivated: true });
  for (const patch of [{ role: 'agent' as const }, { deactivated: true }]) {
    await expect(world.accounts.changeMember(owner, owner.accountId, patch)).rejects.toMatchObject({
      code: 'last_owner',
    });
  }
  await world.accounts.changeMember(owner, other.actor.accountId, { deactivated: false });
  await world.accounts.changeMember(owner, owner.accountId, { role: 'agent' });
  expect(await ownersOf(owner.firmId)).toBe(1);
});

test('V2: two owners who demote each other at the same moment leave one', async () => {
  for (let round = 0; round < 5; round += 1) {
    const { owner } = await world.newFirm();
    const { actor: other } = await world.newMember(owner, 'owner');
    await Promise.allSettled([
      world.accounts.changeMember(owner, other.accountId, { role: 'agent' }),
      world.accounts.changeMember(other, owner.accountId, { deactivated: true }),
    ]);
    expect(await ownersOf(owner.firmId)).toBe(1);
  }
});

test('V2: two owners who step down at the same moment leave one', async () => {
  const { owner } = await world.newFirm();
  const { actor: other } = await world.newMember(owner, 'owner');
  const results = await Promise.allSettled([
    world.accounts.changeMember(owner, owner.accountId, { role: 'agent' }),
    world.accounts.changeMember(other, other.accountId, { role: 'agent' }),
  ]);
  expect(results.map((result) => result.status).toSorted()).toEqual(['fulfilled', 'rejected']);
  expect(await ownersOf(owner.firmId)).toBe(1);
});

test('V2: an agent changes nobody, not even a colleague, and invites nobody', async () => {
  const { owner } = await world.newFirm();
  const { actor: agent } = await world.newMember(owner);
  const { actor: colleague } = await world.newMember(owner);
  const refused = { code: 'not_allowed' };
  await expect(world.accounts.changeMember(agent, agent.accountId, { role: 'owner' })).rejects.toMatchObject(refused);
  await expect(world.accounts.changeMember(agent, colleague.accountId, { deactivated: true })).rejects.toMatchObject(
    refused,
  );
  await expect(world.accounts.listTeam(agent)).rejects.toMatchObject(refused);
  await expect(world.accounts.invite(agent, { email: 'neu@musterhaus.example', role: 'owner' })).rejects.toMatchObject(
    refused,
  );
});
