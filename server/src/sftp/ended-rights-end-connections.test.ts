import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import { connect, untilClosed } from './testing/client.ts';
import { hasProgram, openPickUp, type Person, type PickUp } from './testing/pick-up.ts';

let world: PickUp;
let agent: Person;
beforeAll(async () => {
  // What is told when it happens must not wait for the next look.
  world = await openPickUp({ reconsiderEvery: 30_000 });
});
afterAll(() => world[Symbol.asyncDispose]());
beforeEach(async () => {
  agent = await world.addPerson();
  await setFirm("sftp_networks = '{}', sftp_hours = '[]'");
});

const setFirm = (set: string) => world.house.database.asOwner(`update firms set ${set} where id = '${world.firm.id}'`);
const lastReason = async (kind: string) => (await world.events(kind)).at(-1)?.details['reason'];

describe.runIf(hasProgram('ssh-keygen'))('S7: a right that is gone ends open connections', { timeout: 20_000 }, () => {
  test.each<[string, () => Promise<unknown>, string]>([
    ['the key is removed', () => world.sshKeys.removeKey(agent.actor, agent.keyId), 'key-removed'],
    [
      'the account is switched off',
      () =>
        world.house.database.asOwner(
          `update accounts set deactivated_at = now() where id = '${agent.actor.accountId}'`,
        ),
      'deactivated',
    ],
    ['its network is no longer allowed', () => setFirm("sftp_networks = '{203.0.113.0/24}'"), 'network'],
    ['the hours end before now', () => setFirm(`sftp_hours = '[{"days":[7],"from":"01:00","to":"02:00"}]'`), 'hours'],
  ])('when %s', async (_, take, reason) => {
    const client = await connect(world, agent);
    const closed = untilClosed(client);
    await take();
    expect(await closed).toBeLessThan(4_000);
    expect(await lastReason('sftp-ended')).toBe(reason);
    await expect(connect(world, agent)).rejects.toThrow('All configured authentication methods failed');
    // Without the key nobody can be told from a stranger.
    expect(await lastReason('sftp-refused')).toBe(reason === 'key-removed' ? undefined : reason);
  });

  test('others stay', async () => {
    const other = await world.addPerson();
    const [one, two] = [await connect(world, agent), await connect(world, other)];
    const closed = untilClosed(one);
    await world.sshKeys.removeKey(agent.actor, agent.keyId);
    await closed;
    await expect(
      new Promise((resolve, reject) => void two.sftp((error) => (error ? reject(error) : resolve('open')))),
    ).resolves.toBe('open');
    two.end();
  });

  test('an allowed network lets in, also among others and as a range', async () => {
    await setFirm("sftp_networks = '{203.0.113.0/24,2001:db8::/32,127.0.0.0/8}'");
    expect(await world.sftpBatch(agent, ['ls'])).toContain('eingang');
  });

  test('the end of the hours ends it while nobody does anything', async () => {
    await using watching = await openPickUp({ reconsiderEvery: 100 });
    const person = await watching.addPerson();
    const { database, clock } = watching.house;
    // A Saturday in November: 10:00 UTC is 11:00 in Berlin.
    const hours = '[{"days":[6],"from":"08:00","to":"12:00"}]';
    await database.asOwner(`update firms set time_zone = 'Europe/Berlin', sftp_hours = '${hours}'`);
    const client = await connect(watching, person);
    const closed = untilClosed(client);
    clock.now = new Date('2026-11-21T11:00:00Z');
    expect(await closed).toBeLessThan(4_000);
  });
});
