import { randomBytes } from 'node:crypto';

import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import type { StaffActor } from '../actor.ts';
import { buildDropoffHouse, type DropoffHouse, hoursAfter } from '../dropoffs/testing/dropoff-house.ts';
import { eraseDue } from './erase-due.ts';

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

async function submitOne(size = 100) {
  const one = await house.openOne(firm.id);
  await house.send(one.submitter, { name: 'a.bin', segments: [randomBytes(size)] });
  await house.dropoffs.submit(one.submitter, one.id, {});
  return one;
}
const pass = (hours: number): void => void (house.clock.now = hoursAfter(house.clock.now, hours));
/** The clock moves, the machine's own time does not. */
const jump = (hours: number): void => {
  pass(hours);
  house.clock.jumpedMs += hours * 3_600_000;
};
const newest = async () => (await house.retention.runs(firm.staff, { limit: 1 })).runs[0];
const alarms = async (): Promise<string[]> => {
  const { rows } = await house.database.asOwner(
    `select distinct subject from mails where firm_id = '${firm.id}' and kind = 'alarm' order by 1`,
  );
  return rows.map((row: { subject: string }) => row.subject);
};
const eventsOf = async (kind: string) => {
  const { rows } = await house.database.asOwner(
    `select details from events where firm_id = '${firm.id}' and kind = '${kind}' order by id`,
  );
  return rows.map((row: { details: object }) => row.details);
};

const diskFault = (): Promise<never> => Promise.reject(new Error('disk fault'));

describe('G1: what the run will do, and what it did', () => {
  test('G1: the preview tells what goes by which rule, and the run then does just that', async () => {
    const [one, two] = [await submitOne(70), await submitOne(30)];
    const unfinished = await house.openOne(firm.id);
    await house.retention.placeHold(owner, { scope: 'dropoff', dropoffId: two.id, reason: 'Prüfung' });
    expect((await house.retention.preview(firm.staff, {})).items).toEqual([]);
    const preview = await house.retention.preview(firm.staff, { until: hoursAfter(house.clock.now, 336) });
    expect(preview.totals).toEqual({ erased: 2, files: 1, bytes: 70, kept: 1 });
    expect(preview.items[0]).toMatchObject({
      id: unfinished.id,
      reason: 'never-submitted',
      rule: 'dropoff-unsubmitted',
    });
    expect(preview.items.slice(1)).toContainEqual(
      expect.objectContaining({ id: one.id, rule: 'dropoff-submitted', files: 1, kept: null }),
    );
    expect(preview.items.slice(1)).toContainEqual(
      expect.objectContaining({ id: two.id, kept: { by: 'hold', until: null } }),
    );
    pass(336);
    await house.eraseDue();
    const byRule = { 'dropoff-submitted': 1, 'dropoff-unsubmitted': 1 };
    expect(await newest()).toMatchObject({
      outcome: 'done',
      givenUp: 2,
      erased: 2,
      failed: 0,
      held: 1,
      overdue: 0,
      byRule,
    });
    expect(await eventsOf('erasure-run')).toMatchObject([{ givenUp: 2, erased: 2, byRule }]);
  });

  test('G1: runs that found nothing are forgotten after a day, results stay', async () => {
    await submitOne();
    pass(336);
    await house.eraseDue();
    for (let hours = 0; hours < 60; hours += 6) {
      pass(6);
      await house.eraseDue();
    }
    const { runs } = await house.retention.runs(firm.staff, {});
    expect(runs.filter((run) => run.givenUp > 0)).toHaveLength(1);
    expect(runs.length).toBeLessThan(8);
    await expect(house.database.asOwner(`delete from erasure_runs where given_up > 0`)).rejects.toThrow('is kept');
  });

  test('G1: something left alarms by mail, once a day', async () => {
    await submitOne();
    pass(336);
    await eraseDue({ ...house.erasing, removeObjects: diskFault }, [firm.id]);
    await eraseDue({ ...house.erasing, removeObjects: diskFault }, [firm.id]);
    expect(await newest()).toMatchObject({ failed: 1 });
    expect(await alarms()).toEqual(['Löschlauf unvollständig']);
    await house.eraseDue();
    expect(await newest()).toMatchObject({ failed: 0, erased: 1 });
  });

  test('G1: a run that does not come alarms by mail and in the figures', async () => {
    await house.eraseDue();
    await house.retention.watchRuns();
    expect(await alarms()).toEqual([]);
    pass(3);
    expect(await house.retention.runAgeSeconds()).toBeGreaterThanOrEqual(3 * 3600);
    await house.retention.watchRuns();
    expect(await alarms()).toEqual(['Löschlauf ausgeblieben']);
  });
});

describe('G1: a clock set forward by mistake', () => {
  test('G1: erases nothing and alarms, until the clock is right again', async () => {
    const one = await submitOne();
    await house.eraseDue();
    pass(1);
    jump(24 * 30);
    expect(await house.eraseDue()).toEqual({ givenUp: 0, erased: 0, failed: 0 });
    await house.eraseDue();
    expect(await newest()).toMatchObject({ outcome: 'refused', givenUp: 0 });
    expect((await house.containerOf(firm.id, one.id)).erase_requested_at).toBeNull();
    expect(await alarms()).toContain('Löschlauf angehalten: Die Uhr ist gesprungen');
    expect(await eventsOf('erasure-run-refused')).toEqual([{ runId: expect.any(String), jumpSeconds: 24 * 30 * 3600 }]);
    jump(-24 * 30);
    await house.eraseDue();
    expect(await newest()).toMatchObject({ outcome: 'done', givenUp: 0 });
    pass(335);
    expect((await house.eraseDue()).givenUp).toBe(1);
  });

  test('G1: what was ordered before is finished all the same', async () => {
    const one = await submitOne();
    await house.eraseDue();
    await house.dropoffs.close(firm.staff, one.id);
    jump(24 * 30);
    expect(await house.eraseDue()).toMatchObject({ givenUp: 0, erased: 1 });
    jump(-24 * 30);
  });

  test('G1: an owner, and no agent, may say that the clock is right; then it is believed', async () => {
    await submitOne();
    await house.eraseDue();
    jump(24 * 30);
    expect(await house.retention.runNow(owner, {})).toMatchObject({ outcome: 'refused' });
    const agent = house.retention.runNow(firm.staff, { clockIsRight: true });
    await expect(agent).rejects.toMatchObject({ code: 'not_allowed' });
    expect(await house.retention.runNow(owner, { clockIsRight: true })).toMatchObject({ outcome: 'done', givenUp: 1 });
    expect(await eventsOf('clock-confirmed')).toHaveLength(1);
    expect(await house.retention.runNow(owner, {})).toMatchObject({ outcome: 'done' });
  });
});
