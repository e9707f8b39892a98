import { createPrivateKey, sign } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { StaffActor, SubmitterActor } from '../actor.ts';
import { insertCustomer } from '../db/testing/rows.ts';
import { buildDropoffHouse, type DropoffHouse, hoursAfter } from '../dropoffs/testing/dropoff-house.ts';
import type { FirmSettings } from '../firms/firms.service.ts';
import { linkText } from './link-signature.ts';
import { createRequests, type Requests } from './requests.service.ts';

let house: DropoffHouse;
let firm: { id: string; staff: StaffActor };
let requests: Requests;

beforeAll(async () => {
  house = await buildDropoffHouse();
  firm = await house.addFirm();
  requests = createRequests({
    database: house.database,
    firms: house.firms,
    customers: { exists: async () => true },
    clock: () => house.clock.now,
  });
});
afterAll(() => house[Symbol.asyncDispose]());

const ask = (change: { maxUses?: number; customerId?: string; hours?: number } = {}) => {
  const { hours = 24, maxUses = 1, ...rest } = change;
  const until = hoursAfter(house.clock.now, hours);
  return requests.create(firm.staff, { what: 'Belege für Oktober', until, maxUses, ...rest });
};

async function open(brought: object, where = firm): Promise<SubmitterActor> {
  const anonymous = { kind: 'anonymous', firmId: where.id } as const;
  const { id } = await house.dropoffs.open(anonymous, { customerNumber: '10100', clientKey: 'test', ...brought });
  return { kind: 'submitter', firmId: where.id, dropoffId: id };
}

async function handOver(submitter: SubmitterActor): Promise<void> {
  await house.send(submitter, { name: 'Beleg.pdf', segments: [Buffer.from('Beleg')] });
  await house.dropoffs.submit(submitter, submitter.dropoffId, {});
}

describe('D8: a drop-off that was asked for', () => {
  test('the secret is shown once, is kept as a hash, and says what is asked for', async () => {
    const made = await ask();
    const stored = await house.database.inFirm(firm.id, (tx) =>
      tx.selectFrom('dropoff_requests').selectAll().where('id', '=', made.id).executeTakeFirstOrThrow(),
    );
    expect(JSON.stringify(stored)).not.toContain(made.secret);
    expect(stored.secret_hash).toHaveLength(32);
    expect(await requests.look(firm.id, made.secret)).toMatchObject({ what: 'Belege für Oktober', usesLeft: 1 });
    await expect(requests.look(firm.id, 'x'.repeat(43))).rejects.toMatchObject({ code: 'request_unknown' });
  });

  test('another firm knows nothing of it', async () => {
    const made = await ask();
    const other = await house.addFirm();
    await expect(requests.look(other.id, made.secret)).rejects.toMatchObject({ code: 'request_unknown' });
    await expect(open({ request: made.secret }, other)).rejects.toMatchObject({ code: 'request_unknown' });
    expect(await requests.list(other.staff, {})).toEqual([]);
    await expect(requests.revoke(other.staff, made.id)).rejects.toMatchObject({ code: 'not_found' });
  });

  test('what came of it stands with it, and it with what came', async () => {
    const made = await ask({ maxUses: 2 });
    const one = await open({ request: made.secret });
    await handOver(one);
    const listed = (await requests.list(firm.staff, {})).find(({ id }) => id === made.id);
    expect(listed).toMatchObject({ uses: 1, dropoffs: [{ id: one.dropoffId }] });
    const item = await house.dropoffs.detail(firm.staff, one.dropoffId);
    expect(item.request).toEqual({ id: made.id, what: 'Belege für Oktober' });
  });

  test('never more is handed over than asked for, also when several begin before one ends', async () => {
    const made = await ask({ maxUses: 1 });
    const [one, other] = [await open({ request: made.secret }), await open({ request: made.secret })];
    await handOver(one);
    await expect(handOver(other)).rejects.toMatchObject({ code: 'request_used_up' });
    await expect(open({ request: made.secret })).rejects.toMatchObject({ code: 'request_used_up' });
    expect(await requests.look(firm.id, made.secret)).toMatchObject({ usesLeft: 0 });
  });

  test('begun and left empty it costs nobody a use', async () => {
    const made = await ask({ maxUses: 1 });
    await open({ request: made.secret });
    await handOver(await open({ request: made.secret }));
    expect(await requests.look(firm.id, made.secret)).toMatchObject({ usesLeft: 0 });
  });

  test('it ends: when it was revoked, and when its time is over', async () => {
    const [revoked, short] = [await ask(), await ask({ hours: 1 })];
    await requests.revoke(firm.staff, revoked.id);
    await expect(open({ request: revoked.secret })).rejects.toMatchObject({ code: 'request_over' });
    const before = house.clock.now;
    house.clock.now = hoursAfter(before, 1);
    await expect(open({ request: short.secret })).rejects.toMatchObject({ code: 'request_over' });
    house.clock.now = before;
    expect((await requests.list(firm.staff, { ended: true })).map(({ id }) => id)).toContain(revoked.id);
  });

  test('one for a customer is for no other', async () => {
    const customerId = await insertCustomer(house.database, firm.id, { number: '20200' });
    const made = await ask({ customerId });
    await expect(open({ request: made.secret })).rejects.toMatchObject({ code: 'request_for_another' });
    await open({ request: made.secret, customerNumber: '20200' });
  });

  test('ninety days after its end it is forgotten, what came of it stays', async () => {
    const made = await ask({ hours: 1 });
    const one = await open({ request: made.secret });
    const before = house.clock.now;
    house.clock.now = hoursAfter(before, 91 * 24);
    await requests.forgetEnded(firm.id);
    expect((await requests.list(firm.staff, { ended: true })).map(({ id }) => id)).not.toContain(made.id);
    house.clock.now = before;
    expect((await house.dropoffs.detail(firm.staff, one.dropoffId)).request).toBeNull();
  });

  test('a firm that wants it so takes nothing it has not asked for', async () => {
    const strict = await house.addFirm();
    await set(strict, { requireRequest: true });
    await expect(open({}, strict)).rejects.toMatchObject({ code: 'request_required' });
  });
});

describe('D7: links of the firm’s own program', () => {
  test('a case reference comes along, is shown and found, and goes with the contents', async () => {
    const one = await open({ caseReference: 'Ticket 4711/ü' });
    await handOver(one);
    const { items } = await house.dropoffs.inbox(firm.staff, { search: '4711' });
    expect(items.map(({ caseReference }) => caseReference)).toContain('Ticket 4711/ü');
    await house.dropoffs.close(firm.staff, one.dropoffId);
    expect((await house.dropoffs.detail(firm.staff, one.dropoffId)).caseReference).toBe('');
    await expect(open({ caseReference: 'a\nb' })).rejects.toMatchObject({ code: 'case_reference_invalid' });
  });

  test('signed links: theirs and nobody else’s, unchanged, in time, with the key of today', async () => {
    const strict = await house.addFirm();
    const link = await sealed(strict);
    await set(strict, { requireSignedLinks: true, requireRequest: true });
    await expect(open({ caseReference: 'A 1' }, strict)).rejects.toMatchObject({ code: 'link_unsigned' });
    // Signed it counts as asked for.
    await open(link('10100', 'Ä 1 – Größe'), strict);
    const good = link('10100', 'A 1');
    for (const changed of [
      { ...good, caseReference: 'A 2' },
      { ...good, customerNumber: '10101' },
      { ...good, link: { ...good.link, until: good.link.until + 1 } },
      { ...good, link: { ...good.link, signature: `${good.link.signature.slice(0, -4)}AAAA` } },
      link('10100', 'A 1', 1, firm.id),
    ]) {
      await expect(open(changed, strict)).rejects.toMatchObject({ code: 'link_wrong' });
    }
    await expect(open(link('10100', 'A 1', -1), strict)).rejects.toMatchObject({ code: 'link_expired' });
    const again = await sealed(strict);
    await expect(open(good, strict)).rejects.toMatchObject({ code: 'link_wrong' });
    await open(again('10100', 'A 1'), strict);
  });

  test('a signature without a key to check it is refused, never overlooked', async () => {
    const fresh = await house.addFirm();
    const foreign = await sealed(await house.addFirm());
    await expect(open(foreign('10100', 'A 1'), fresh)).rejects.toMatchObject({ code: 'link_wrong' });
  });
});

async function set(where: { staff: StaffActor }, values: Partial<FirmSettings>): Promise<void> {
  await house.firms.changeSettings({ ...where.staff, role: 'owner' }, values);
}

/** Signs links as the firm's own program does, with a new key. */
async function sealed(where: { id: string; staff: StaffActor }) {
  const owner: StaffActor = { ...where.staff, role: 'owner' };
  const { privateKeyPem } = await house.firms.newLinkKey(owner);
  const key = createPrivateKey(privateKeyPem);
  return (customerNumber: string, caseReference: string, hours = 1, firmId = where.id) => {
    const until = Math.floor(hoursAfter(house.clock.now, hours).getTime() / 1000);
    const text = linkText({ firmId, customerNumber, caseReference, until });
    const signature = sign(null, Buffer.from(text), key).toString('base64url');
    return { customerNumber, caseReference, link: { until, signature } };
  };
}
