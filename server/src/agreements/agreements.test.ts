import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { StaffActor } from '../actor.ts';
import { buildDropoffHouse, type DropoffHouse } from '../dropoffs/testing/dropoff-house.ts';
import { type Agreements, createAgreements } from './agreements.service.ts';

let house: DropoffHouse;
let firm: { id: string; staff: StaffActor };
let agreements: Agreements;

beforeAll(async () => {
  house = await buildDropoffHouse();
  firm = await house.addFirm();
  agreements = createAgreements({
    database: house.database,
    customers: house.deps.customers as never,
    notifications: house.notifications,
    clock: () => house.clock.now,
  });
});
afterAll(() => house[Symbol.asyncDispose]());

describe('D9: the register of processing agreements', () => {
  test('a sender asks once, staff see it, and answer', async () => {
    const one = await house.openOne(firm.id);
    await house.send(one.submitter, { name: 'a', segments: [Buffer.from('a')] });
    expect(await agreements.stateFor(one.submitter, one.id)).toBe('none');
    expect(await agreements.request(one.submitter, one.id)).toBe('requested');
    expect(await agreements.request(one.submitter, one.id)).toBe('requested');
    const detail = await house.dropoffs.detail(firm.staff, one.id);
    expect(detail.agreement).toBe('requested');
    expect(detail.events.filter(({ kind }) => kind === 'agreement-requested')).toHaveLength(1);

    const [known] = await agreements.list(firm.staff);
    const customerId = known?.customerId ?? '';
    const inForce = { inForce: true, concludedOn: '2026-11-02', reference: ' Ordner AVV, Blatt 12 ' };
    await agreements.change(firm.staff, customerId, inForce);
    expect(await agreements.list(firm.staff)).toEqual([
      { ...inForce, customerId, reference: 'Ordner AVV, Blatt 12', requestedAt: null },
    ]);
    expect((await house.dropoffs.detail(firm.staff, one.id)).agreement).toBe('in-force');
    // Whoever has one need not ask.
    expect(await agreements.request(one.submitter, one.id)).toBe('in-force');
    expect((await agreements.list(firm.staff))[0]?.requestedAt).toBeNull();
    await agreements.change(firm.staff, customerId, { inForce: false, concludedOn: null, reference: '' });
    expect(await agreements.request(one.submitter, one.id)).toBe('requested');
  });

  test('one in force needs its day, and a day that has been', async () => {
    const [known] = await agreements.list(firm.staff);
    for (const concludedOn of [null, '2099-01-01']) {
      const change = agreements.change(firm.staff, known?.customerId ?? '', {
        inForce: true,
        concludedOn,
        reference: '',
      });
      await expect(change).rejects.toMatchObject({ code: 'agreement_invalid' });
    }
  });

  test('another firm and another drop-off see nothing of it', async () => {
    const other = await house.addFirm();
    expect(await agreements.list(other.staff)).toEqual([]);
    const mine = await house.openOne(firm.id);
    const theirs = await house.openOne(other.id);
    await expect(agreements.request(theirs.submitter, mine.id)).rejects.toMatchObject({ code: 'not_found' });
  });
});
