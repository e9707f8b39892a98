import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { startAccounts, type TestAccounts } from './testing/start-accounts.ts';

/** Whoever guesses at accounts leaves a trace, and the trace is not itself a list of people's addresses. */
describe('X2, threat: guessing unseen', () => {
  let world: TestAccounts;
  let firm: Awaited<ReturnType<TestAccounts['newFirm']>>;
  beforeAll(async () => {
    world = await startAccounts();
    firm = await world.newFirm();
  });
  afterAll(() => world[Symbol.asyncDispose]());

  const eventsOf = async (kind: string) =>
    await world.database.inFirm(firm.firmId, (tx) =>
      tx.selectFrom('events').selectAll().where('kind', '=', kind).orderBy('id').execute(),
    );
  const guess = async (email: string, password: string, clientKey: string, extra = {}) =>
    await world.signIn(email, { password, clientKey, ...extra }).then(
      () => 'in',
      ({ code }: { code: string }) => code,
    );

  test('an address that nobody has is an event with keyed hashes: the same for the same, nothing to read', async () => {
    for (const address of ['niemand@anderswo.example', 'Niemand@anderswo.example', 'keiner@anderswo.example']) {
      expect(await guess(address, 'falsch', '198.51.100.9')).toBe('credentials_wrong');
    }
    const events = await eventsOf('sign-in-refused');
    const details = events.map((event) => event.details as Record<string, string>);
    expect(details).toEqual(
      details.map(() => ({
        reason: 'unknown',
        address: expect.stringMatching(/^[0-9a-f]{16}$/),
        client: expect.any(String),
      })),
    );
    expect(details).toHaveLength(3);
    expect(new Set(details.map(({ address }) => address)).size).toBe(2);
    expect(new Set(details.map(({ client }) => client)).size).toBe(1);
    expect(JSON.stringify(events)).not.toMatch(/anderswo|198\.51\.100/);
  });

  test('a network that must wait is one event, however often it goes on', async () => {
    await guess(firm.email, 'falsch', '198.51.100.10');
    await world.database.asOwner(`update attempts set count = 100 where scope = 'sign-in.network/900'`);
    for (let n = 0; n < 4; n += 1) expect(await guess(firm.email, 'falsch', '198.51.100.10')).toBe('rate_limited');
    const events = await eventsOf('tries-limited');
    expect(events.map(({ details }) => details)).toEqual([{ door: 'sign-in', client: expect.any(String) }]);
    world.passTime(3_600);
  });

  test('so is an account at which too many codes were tried', async () => {
    const { owner, email } = firm;
    await world.enrol(owner);
    await guess(email, 'vier blaue Fahrräder im Regen', '198.51.100.11', { code: '000000' });
    await world.database.asOwner(`update attempts set count = 10 where scope = 'sign-in.code/3600'`);
    for (let n = 0; n < 2; n += 1) {
      const code = await guess(email, 'vier blaue Fahrräder im Regen', '198.51.100.11', { code: '000000' });
      expect(code).toBe('rate_limited');
    }
    const doors = (await eventsOf('tries-limited')).map(({ details }) => (details as { door: string }).door);
    expect(doors).toEqual(['sign-in', 'second-factor']);
  });

  test('in a house of several firms it is in none of their protocols', async () => {
    const before = (await eventsOf('sign-in-refused')).length;
    await world.newFirm();
    await guess('niemand@anderswo.example', 'falsch', '198.51.100.12');
    expect(await eventsOf('sign-in-refused')).toHaveLength(before);
  });
});
