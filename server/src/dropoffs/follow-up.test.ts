import { randomBytes } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { buildDropoffHouse, type DropoffHouse, hoursAfter } from './testing/dropoff-house.ts';

let house: DropoffHouse;
let firm: Awaited<ReturnType<DropoffHouse['addFirm']>>;
let start: Date;

beforeAll(async () => {
  house = await buildDropoffHouse();
  firm = await house.addFirm();
  start = house.clock.now;
});
afterAll(() => house[Symbol.asyncDispose]());

async function followUpAt(hours: number): Promise<number> {
  house.clock.now = hoursAfter(start, hours);
  return await house.dropoffs.followUpUnfinished();
}

const sendOne = async (submitter: Parameters<DropoffHouse['send']>[0], name: string, half = false) =>
  await house.send(submitter, { name, segments: [randomBytes(10)], ...(half && { length: 20 }) });

describe('D5: unfinished drop-offs are followed up', () => {
  test('D5: once, two hours after the last progress: 3 of 5 files arrived', async () => {
    const stalled = await house.openOne(firm.id);
    await house.dropoffs.change(stalled.submitter, stalled.id, { expectedFiles: 5 });
    for (const name of ['a', 'b', 'c']) await sendOne(stalled.submitter, name);
    await sendOne(stalled.submitter, 'd', true);
    const idle = await house.openOne(firm.id);

    expect(await followUpAt(1.99)).toBe(0);
    expect(await followUpAt(2)).toBe(1);
    expect(await followUpAt(2.1)).toBe(0);
    const mails = await house.mailsAbout(firm.id, stalled.id);
    expect(mails.map((mail) => mail.kind)).toEqual(['unfinished']);
    expect(mails[0]?.body).toMatch(/3 von 5/);
    expect(await house.mailsAbout(firm.id, idle.id)).toEqual([]);
    const { events } = await house.dropoffs.detail(firm.staff, stalled.id);
    expect(events.find((event) => event.kind === 'dropoff-followed-up')).toMatchObject({
      actorKind: 'system',
      details: { arrived: 3, expected: 5 },
    });
  });

  test('D5: not while it goes on, nor when it is complete; two runs at once make one mail', async () => {
    start = house.clock.now;
    const [slow, done] = [await house.openOne(firm.id), await house.openOne(firm.id)];
    await sendOne(slow.submitter, 'a');
    await sendOne(done.submitter, 'a');
    house.clock.now = hoursAfter(start, 1.5);
    await sendOne(slow.submitter, 'b', true);
    await house.dropoffs.submit(done.submitter, done.id, {});
    expect(await followUpAt(3)).toBe(0);
    house.clock.now = hoursAfter(start, 3.5);
    const runs = await Promise.all([house.dropoffs.followUpUnfinished(), house.dropoffs.followUpUnfinished()]);
    expect(runs.toSorted()).toEqual([0, 1]);
    expect((await house.mailsAbout(firm.id, slow.id)).map((mail) => mail.kind)).toEqual(['unfinished']);
    // It may still be completed afterwards.
    await house.dropoffs.submit(done.submitter, done.id, {});
    expect((await house.mailsAbout(firm.id, done.id)).map((mail) => mail.kind)).toEqual(['arrival']);
  });
});
