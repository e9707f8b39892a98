import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import type { StaffActor } from '../actor.ts';
import { type CustomersRoom, openCustomersRoom } from './testing/customers-room.ts';

let room: CustomersRoom;
let staff: StaffActor;
beforeAll(async () => {
  room = await openCustomersRoom();
});
afterAll(() => room[Symbol.asyncDispose]());
beforeEach(async () => {
  ({ staff } = await room.makeFirm());
});

const names = async (query: object = {}): Promise<string[]> =>
  (await room.customers.list(staff, query)).items.map(({ name }) => name);
const events = async (): Promise<object[]> =>
  (await room.db.asOwner(`select kind, details from events where firm_id = '${staff.firmId}' order by id`)).rows;
const importText = (csv: string, preview = false) => room.customers.importCsv(staff, Buffer.from(csv), { preview });

describe('D1: the list of customers', () => {
  test('takes a number once, however it is written', async () => {
    const added = await room.customers.add(staff, { number: ' k  12 ', name: '  Kita\tRegenbogen ' });
    expect(added).toMatchObject({ number: 'k 12', name: 'Kita Regenbogen', active: true });
    const again = room.customers.add(staff, { number: 'K12', name: 'Andere' });
    await expect(again).rejects.toMatchObject({ code: 'customer_number_taken' });
    await expect(room.customers.add(staff, { number: '#', name: 'x' })).rejects.toMatchObject({
      code: 'customer_number_malformed',
    });
    await expect(room.customers.add(staff, { number: '1', name: ' ' })).rejects.toMatchObject({ code: 'name_invalid' });
    expect(await events()).toEqual([{ kind: 'customer-added', details: {} }]);
  });

  test('renames and deactivates, each with its event and without the name in it', async () => {
    const { id } = await room.customers.add(staff, { number: '1', name: 'Alt' });
    room.time.now = new Date(room.time.now.getTime() + 1_000);
    const changed = await room.customers.change(staff, id, { name: 'Neu', active: false });
    expect(changed).toMatchObject({ id, number: '1', name: 'Neu', active: false, changedAt: room.time.now });
    expect((await room.customers.list(staff)).items).toEqual([changed]);
    await room.customers.change(staff, id, { name: 'Neu' });
    expect((await events()).slice(1)).toEqual([{ kind: 'customer-changed', details: { name: true, active: false } }]);
  });

  test('is sorted as people sort, searched without regard to umlauts, and read page by page', async () => {
    const list = ['Zion', 'Änne', 'Anton', 'Östlich', 'anders', 'Straße 1', 'Strasse 2', '100% Kita_'];
    for (const [n, name] of list.entries()) await room.customers.add(staff, { number: `10${n}`, name });
    const sorted = ['100% Kita_', 'anders', 'Änne', 'Anton', 'Östlich', 'Straße 1', 'Strasse 2', 'Zion'];
    expect(await names()).toEqual(sorted);
    expect(await names({ search: 'STRASSE' })).toEqual(['Straße 1', 'Strasse 2']);
    expect(await names({ search: 'ann' })).toEqual(['Änne']);
    expect(await names({ search: '%' })).toEqual(['100% Kita_']);
    expect(await names({ search: '10 3' })).toEqual(['Östlich']);
    const paged: string[] = [];
    for (let cursor: string | null | undefined; cursor !== null;) {
      const page = await room.customers.list(staff, { limit: 3, cursor });
      paged.push(...page.items.map(({ name }) => name));
      cursor = page.nextCursor;
    }
    expect(paged).toEqual(sorted);
    await expect(room.customers.list(staff, { cursor: 'x' })).rejects.toMatchObject({ code: 'cursor_invalid' });
  });

  test('belongs to one firm: another sees, changes and overwrites nothing of it', async () => {
    const { id } = await room.customers.add(staff, { number: '1', name: 'Unsere' });
    const { staff: foreign } = await room.makeFirm();
    expect((await room.customers.list(foreign)).items).toEqual([]);
    await expect(room.customers.change(foreign, id, { active: false })).rejects.toMatchObject({ code: 'not_found' });
    await room.customers.importCsv(foreign, Buffer.from('1;Fremde'), { preview: false });
    expect(await names()).toEqual(['Unsere']);
  });
});

describe('D1: taking over a list', () => {
  test('shows first what it would do, and then does exactly that', async () => {
    await room.customers.add(staff, { number: 'K 1', name: 'Gleich' });
    const { id } = await room.customers.add(staff, { number: 'K 2', name: 'Alt' });
    await room.customers.change(staff, id, { active: false });
    const csv = 'Kundennummer;Name\nk1;Gleich\nK2;Neu\nK3;Drei\n;Ohne\n';
    const preview = await importText(csv, true);
    expect(preview).toEqual({
      total: 4,
      new: 1,
      changed: 1,
      unchanged: 1,
      errors: [{ line: 5, code: 'number_missing', value: '' }],
      errorCount: 1,
      sample: [
        { number: 'K2', name: 'Neu', change: 'changed' },
        { number: 'K3', name: 'Drei', change: 'new' },
      ],
    });
    expect(await names()).toEqual(['Alt', 'Gleich']);
    expect(await importText(csv)).toEqual(preview);
    const { items } = await room.customers.list(staff);
    expect(items.map(({ number, name, active }) => [number, name, active])).toEqual([
      ['K3', 'Drei', true],
      ['K 1', 'Gleich', true],
      ['K 2', 'Neu', false],
    ]);
    expect((await events()).at(-1)).toEqual({
      kind: 'customers-imported',
      details: { new: 1, changed: 1, unchanged: 1, refused: 1 },
    });
    expect(await importText(csv)).toMatchObject({ new: 0, changed: 0, unchanged: 3 });
  });

  test('takes 100,000 rows over together', async () => {
    const lines = Array.from({ length: 100_000 }, (_, n) => `${n + 1};Förderverein Nummer ${n + 1}`);
    expect(await importText(lines.join('\n'))).toMatchObject({ total: 100_000, new: 100_000, errorCount: 0 });
    const started = performance.now();
    expect(await names({ search: 'nummer 99999' })).toEqual(['Förderverein Nummer 99999']);
    expect(performance.now() - started).toBeLessThan(1_000);
  });

  test('leaves everything as it was when it fails in the middle', async () => {
    const lines = Array.from({ length: 5_000 }, (_, n) => `${500_001 + n};Kunde ${n + 1}`);
    await room.db.asOwner(`alter table customers add constraint fails check (number <> '504999')`);
    await expect(importText(lines.join('\n'))).rejects.toThrow('fails');
    await room.db.asOwner('alter table customers drop constraint fails');
    expect(await names()).toEqual([]);
  });
});
