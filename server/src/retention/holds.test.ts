import { randomBytes } from 'node:crypto';

import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import type { StaffActor } from '../actor.ts';
import { buildDropoffHouse, type DropoffHouse, hoursAfter } from '../dropoffs/testing/dropoff-house.ts';

let house: DropoffHouse;
let firm: Awaited<ReturnType<DropoffHouse['addFirm']>>;
let owner: StaffActor;
beforeAll(async () => {
  house = await buildDropoffHouse();
});
beforeEach(async () => {
  firm = await house.addFirm();
  owner = { ...firm.staff, role: 'owner' };
});
afterAll(() => house[Symbol.asyncDispose]());

async function submitOne() {
  const one = await house.openOne(firm.id);
  await house.send(one.submitter, { name: 'a.bin', segments: [randomBytes(100)] });
  await house.dropoffs.submit(one.submitter, one.id, {});
  return one;
}
const stateOf = async (id: string): Promise<string> => (await house.dropoffs.detail(firm.staff, id)).state;
const later = (hours: number): Date => (house.clock.now = hoursAfter(house.clock.now, hours));
const holdOn = (dropoffId: string, until?: Date) =>
  house.retention.placeHold(owner, { scope: 'dropoff', dropoffId, reason: 'Rechtsstreit', until });
const customerId = async (): Promise<string> => {
  const { rows } = await house.database.asOwner(`select id from customers where firm_id = '${firm.id}'`);
  return rows[0].id;
};

describe('G1: a hold', () => {
  test('G1: keeps from closing, and says until when; nothing is half done', async () => {
    const one = await submitOne();
    const until = hoursAfter(house.clock.now, 1000);
    await holdOn(one.id, until);
    await expect(house.dropoffs.close(firm.staff, one.id)).rejects.toMatchObject({
      code: 'on_hold',
      details: { until: until.toISOString() },
    });
    expect(await house.dropoffs.detail(firm.staff, one.id)).toMatchObject({ state: 'submitted', closedAt: null });
    expect((await house.containerOf(firm.id, one.id)).erase_requested_at).toBeNull();
  });

  test('G1: keeps from the run, which does not call it overdue; when it is over, the run takes it', async () => {
    const one = await submitOne();
    await holdOn(one.id, hoursAfter(house.clock.now, 500));
    later(499.9);
    expect((await house.eraseDue()).givenUp).toBe(0);
    expect((await house.retention.runs(firm.staff, {})).runs[0]).toMatchObject({ givenUp: 0, held: 1, overdue: 0 });
    expect(await stateOf(one.id)).toBe('submitted');
    later(0.1);
    expect((await house.eraseDue()).givenUp).toBe(1);
    expect(await stateOf(one.id)).toBe('closed');
  });

  test('G1: of a customer or the whole firm keeps all of theirs, also what comes later, and nothing of others', async () => {
    const other = await house.addFirm();
    const foreign = await house.openOne(other.id);
    for (const scope of ['customer', 'firm'] as const) {
      const hold = await house.retention.placeHold(owner, {
        scope,
        reason: 'Prüfung',
        ...(scope === 'customer' && { customerId: await customerId() }),
      });
      const one = await submitOne();
      await expect(house.dropoffs.close(firm.staff, one.id)).rejects.toMatchObject({
        code: 'on_hold',
        details: { until: null },
      });
      await house.retention.liftHold(owner, hold.id);
      expect(await house.dropoffs.close(firm.staff, one.id)).toMatchObject({ state: 'closed' });
    }
    await house.retention.placeHold(owner, { scope: 'firm', reason: 'Prüfung' });
    expect(await house.dropoffs.close(other.staff, foreign.id)).toMatchObject({ state: 'closed' });
  });

  test('G1: lifting brings the run that erases what was due', async () => {
    const one = await submitOne();
    const hold = await holdOn(one.id);
    later(400);
    expect((await house.eraseDue()).givenUp).toBe(0);
    await house.retention.liftHold(owner, hold.id);
    const { rows } = await house.database.asOwner(
      `select count(*)::int as n from graphile_worker.jobs where key = 'erase-due:hold:${hold.id}'`,
    );
    expect(rows).toEqual([{ n: 1 }]);
    expect((await house.eraseDue()).givenUp).toBe(1);
    expect(await house.retention.holds(firm.staff, {})).toEqual([]);
    expect(await house.retention.holds(firm.staff, { ended: true })).toMatchObject([{ id: hold.id }]);
  });

  test('G1: brings nothing back, needs a reason and an end to come, and something that is there', async () => {
    const one = await submitOne();
    await house.dropoffs.close(firm.staff, one.id);
    await expect(holdOn(one.id)).rejects.toMatchObject({ code: 'erasure_begun' });
    await expect(holdOn((await submitOne()).id, house.clock.now)).rejects.toMatchObject({ code: 'hold_invalid' });
    const foreign = await house.openOne((await house.addFirm()).id);
    await expect(holdOn(foreign.id)).rejects.toMatchObject({ code: 'not_found' });
    const noReason = house.retention.placeHold(owner, { scope: 'firm', reason: '  ' });
    await expect(noReason).rejects.toMatchObject({ code: 'hold_invalid' });
    const agent = house.retention.placeHold(firm.staff, { scope: 'firm', reason: 'Prüfung' });
    await expect(agent).rejects.toMatchObject({ code: 'not_allowed' });
  });

  test('G1: placed while the case is being closed: one of the two is refused', async () => {
    for (let round = 0; round < 5; round += 1) {
      const one = await submitOne();
      const [held, closed] = await Promise.allSettled([holdOn(one.id), house.dropoffs.close(firm.staff, one.id)]);
      expect([held.status, closed.status].toSorted()).toEqual(['fulfilled', 'rejected']);
    }
  });

  test('G1: leaves events without its reason', async () => {
    const one = await submitOne();
    const hold = await holdOn(one.id);
    await house.retention.liftHold(owner, hold.id);
    await house.retention.liftHold(owner, hold.id);
    const { events } = await house.dropoffs.detail(firm.staff, one.id);
    const about = events.filter((event) => event.kind.startsWith('hold-'));
    expect(about.map((event) => event.kind)).toEqual(['hold-placed', 'hold-lifted']);
    expect(JSON.stringify(about)).not.toContain('Rechtsstreit');
  });
});

describe('X6: a minimum period', () => {
  test('X6: refuses closing and run until its last day is over, by the same rows', async () => {
    await house.database.asOwner(`insert into retention_rules
      values ('${firm.id}', 'test', 'dropoff', 'at-least', 30, 'days', 'arrival', 'Testgesetz')`);
    const one = await submitOne();
    await expect(house.dropoffs.close(firm.staff, one.id)).rejects.toMatchObject({ code: 'kept_by_rule' });
    const { items } = await house.retention.preview(firm.staff, { until: hoursAfter(house.clock.now, 400) });
    expect(items).toMatchObject([{ id: one.id, kept: { by: 'rule' } }]);
    later(30 * 24);
    await house.eraseDue();
    expect(await stateOf(one.id)).toBe('submitted');
    later(24);
    await house.eraseDue();
    expect(await stateOf(one.id)).toBe('closed');
  });
});
