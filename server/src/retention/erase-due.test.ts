import { randomBytes } from 'node:crypto';

import { afterAll, beforeEach, describe, expect, test } from 'vitest';

import { buildDropoffHouse, type DropoffHouse, hoursAfter } from '../dropoffs/testing/dropoff-house.ts';
import { eraseDue } from './erase-due.ts';

const house: DropoffHouse = await buildDropoffHouse();
let firm: Awaited<ReturnType<DropoffHouse['addFirm']>>;
let start: Date;

beforeEach(async () => {
  // A firm of its own for each test; what earlier ones left is long over by then.
  firm = await house.addFirm();
  house.clock.now = start = hoursAfter(house.clock.now, 1000);
  await house.eraseDue();
});
afterAll(() => house[Symbol.asyncDispose]());

async function submitOne(firmId = firm.id) {
  const one = await house.openOne(firmId);
  await house.send(one.submitter, { name: 'a.bin', segments: [randomBytes(100)] });
  await house.dropoffs.submit(one.submitter, one.id, {});
  return one;
}

const stateOf = async (id: string, staff = firm.staff): Promise<string> =>
  (await house.dropoffs.detail(staff, id)).state;

async function runAt(hours: number): Promise<{ givenUp: number; erased: number; failed: number }> {
  house.clock.now = hoursAfter(start, hours);
  return await house.eraseDue();
}

describe('D6: the erasure run', () => {
  test('D6: erases at 14 days of 24 hours after arrival, not a millisecond before', async () => {
    const one = await submitOne();
    house.clock.now = new Date(hoursAfter(start, 336).getTime() - 1);
    expect(await house.eraseDue()).toEqual({ givenUp: 0, erased: 0, failed: 0 });
    expect(await stateOf(one.id)).toBe('submitted');
    expect(await runAt(336)).toEqual({ givenUp: 1, erased: 1, failed: 0 });
    expect(await stateOf(one.id)).toBe('closed');
    expect((await house.containerOf(firm.id, one.id)).erased_at).toEqual(hoursAfter(start, 336));
    const { events } = await house.dropoffs.detail(firm.staff, one.id);
    expect(events.find((event) => event.kind === 'erasure-begun')).toMatchObject({
      actorKind: 'system',
      details: { reason: 'due' },
    });
  });

  test('D6: counts from arrival, not from the beginning, and by the setting at arrival', async () => {
    const quick = await house.addFirm({ eraseAfterDays: 2 });
    const one = await house.openOne(quick.id);
    await house.send(one.submitter, { name: 'a', segments: [randomBytes(10)] });
    house.clock.now = hoursAfter(start, 30);
    await house.dropoffs.submit(one.submitter, one.id, {});
    expect((await runAt(77)).givenUp).toBe(0);
    expect((await runAt(78)).givenUp).toBe(1);
    expect(await stateOf(one.id, quick.staff)).toBe('closed');
  });

  test('D6: a clock set back erases nothing early, and nothing twice', async () => {
    const one = await submitOne();
    expect((await runAt(-5000)).givenUp).toBe(0);
    expect((await runAt(336)).givenUp).toBe(1);
    expect(await runAt(-5000)).toEqual({ givenUp: 0, erased: 0, failed: 0 });
    expect(await stateOf(one.id)).toBe('closed');
  });

  test('D6: a change of clocks in the time zone of the server moves nothing', async () => {
    const zone = process.env['TZ'];
    process.env['TZ'] = 'Europe/Berlin';
    try {
      house.clock.now = new Date(Math.max(Date.parse('2031-03-29T23:30:00Z'), start.getTime()));
      start = house.clock.now;
      await submitOne();
      expect((await runAt(335.999)).givenUp).toBe(0);
      expect((await runAt(336)).givenUp).toBe(1);
    } finally {
      if (zone === undefined) delete process.env['TZ'];
      else process.env['TZ'] = zone;
    }
  });

  test('D6: what is never submitted goes 72 hours after its last progress, and its token before it', async () => {
    const one = await house.openOne(firm.id);
    house.clock.now = hoursAfter(start, 70);
    await house.send(one.submitter, { name: 'a', segments: [randomBytes(10)] });
    expect((await runAt(141.9)).givenUp).toBe(0);
    expect(await stateOf(one.id)).toBe('open');
    house.clock.now = hoursAfter(start, 142);
    await expect(house.send(one.submitter, { name: 'b', segments: [randomBytes(1)] })).rejects.toMatchObject({
      code: 'expired',
    });
    expect((await house.dropoffs.describe(one.submitter, one.id)).state).toBe('expired');
    expect(await runAt(142)).toEqual({ givenUp: 1, erased: 1, failed: 0 });
    expect(await stateOf(one.id)).toBe('expired');
  });

  test('D6: even one that always goes on ends 14 days after its beginning', async () => {
    const one = await house.openOne(firm.id);
    for (let hours = 60; hours < 336; hours += 60) {
      house.clock.now = hoursAfter(start, hours);
      await house.send(one.submitter, { name: `${hours}`, segments: [randomBytes(10)] });
    }
    expect((await runAt(335)).givenUp).toBe(0);
    expect((await runAt(336)).givenUp).toBe(1);
  });

  test('D6: what went on, was submitted or closed since it was found due is left alone', async () => {
    const one = await submitOne();
    const closed = await submitOne();
    await house.dropoffs.close(firm.staff, closed.id);
    const giveUp = async (id: string) =>
      await house.database.inFirm(firm.id, (tx) => house.due.giveUpDue(tx, firm.id, id, hoursAfter(start, 72)));
    expect(await giveUp(one.id)).toBe(false);
    expect(await giveUp(closed.id)).toBe(false);
    expect(await stateOf(one.id)).toBe('submitted');
  });

  test('D6: one that fails does not keep the others, and is tried again', async () => {
    const [bad, good] = [await submitOne(), await submitOne()];
    const { id: badContainer } = await house.containerOf(firm.id, bad.id);
    house.clock.now = hoursAfter(start, 336);
    const removeObjects = async (firmId: string, containerId: string): Promise<void> => {
      if (containerId === badContainer) throw new Error('disk fault');
      await house.erasing.removeObjects(firmId, containerId);
    };
    const run = await eraseDue({ ...house.erasing, removeObjects });
    expect(run).toEqual({ givenUp: 2, erased: 1, failed: 1 });
    expect((await house.containerOf(firm.id, good.id)).erased_at).not.toBeNull();
    expect(await house.eraseDue()).toEqual({ givenUp: 0, erased: 1, failed: 0 });
  });
});
