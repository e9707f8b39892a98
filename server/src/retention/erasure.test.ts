import { randomBytes } from 'node:crypto';
import { cp, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';

import pino from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { buildDropoffHouse, type DropoffHouse, hoursAfter } from '../dropoffs/testing/dropoff-house.ts';
import { createTestDatabase, type TestDatabase } from '../db/testing/test-database.ts';
import { openKeyRing } from '../keys/key-ring.ts';
import { openSegmentStore } from '../storage/segment-store.ts';
import { openStoredFile } from '../uploads/stored-files.ts';
import { eraseContainer } from './erase-container.ts';

const log = pino({ level: 'silent' });
let house: DropoffHouse;
let firm: Awaited<ReturnType<DropoffHouse['addFirm']>>;

beforeAll(async () => {
  house = await buildDropoffHouse();
  firm = await house.addFirm();
});
afterAll(() => house[Symbol.asyncDispose]());

async function submitOne(note = 'Geheime Notiz') {
  const one = await house.openOne(firm.id, note);
  const bytes = randomBytes(600_000);
  const segments = [bytes.subarray(0, 400_000), bytes.subarray(400_000)];
  const fileId = await house.send(one.submitter, { name: 'Personal.xlsx', segments });
  await house.dropoffs.submit(one.submitter, one.id, {});
  const container = await house.containerOf(firm.id, one.id);
  return { ...one, bytes, fileId, containerId: container.id };
}

async function objectsOf(containerId: string): Promise<string[]> {
  const entries = await readdir(join(house.dataDir, 'objects'), { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile() && entry.parentPath.includes(containerId)).map(({ name }) => name);
}

async function countRows(containerId: string): Promise<number> {
  const { rows } = await house.database.asOwner(
    ['segments', 'files', 'uploads', 'intake_keys']
      .map((table) => `select count(*)::int as n from ${table} where container_id = '${containerId}'`)
      .join(' union all '),
  );
  return rows.reduce((sum: number, row: { n: number }) => sum + row.n, 0);
}

describe('D6: closing a case', () => {
  test('D6: from that moment nobody reads it, and the job leaves key, objects and rows nowhere', async () => {
    const one = await submitOne();
    const place = { dropoffId: one.id, fileId: one.fileId };
    expect(await buffer((await house.files.read(firm.staff, place)).stream)).toEqual(one.bytes);
    expect(await objectsOf(one.containerId)).toHaveLength(2);

    const closed = await house.dropoffs.close(firm.staff, one.id);
    expect(closed).toEqual({ id: one.id, state: 'closed', closedAt: '2026-11-21T10:00:00.000Z', erasure: 'begun' });
    await expect(house.files.read(firm.staff, place)).rejects.toMatchObject({ code: 'not_found' });
    await expect(house.files.streamZip(firm.staff, one.id)).rejects.toMatchObject({ code: 'not_found' });
    await expect(house.dropoffs.receipt(one.submitter, one.id)).rejects.toMatchObject({ code: 'no_receipt' });
    const between = await house.dropoffs.detail(firm.staff, one.id);
    expect(between).toMatchObject({ state: 'closed', note: '', files: [] });

    expect(await house.erase(firm.id, one.containerId)).toBe(true);
    expect(await objectsOf(one.containerId)).toEqual([]);
    expect(await countRows(one.containerId)).toBe(0);
    const { rows } = await house.database.asOwner(`select * from dropoffs where id = '${one.id}'`);
    expect(rows[0]).toMatchObject({ note: '', customer_hint: '', receipt: null, file_count: 1, total_bytes: '600000' });
  });

  test('D6: a closed case still shows number, times, counts and what happened', async () => {
    const one = await submitOne();
    await house.dropoffs.detail(firm.staff, one.id);
    await house.dropoffs.close(firm.staff, one.id);
    await house.erase(firm.id, one.containerId);
    const shown = await house.dropoffs.detail(firm.staff, one.id);
    expect(shown).toMatchObject({
      customerNumber: '10100',
      state: 'closed',
      receivedAt: '2026-11-21T10:00:00.000Z',
      closedAt: '2026-11-21T10:00:00.000Z',
      fileCount: 1,
      totalBytes: 600_000,
      files: [],
      note: '',
    });
    expect(shown.events.map((event) => event.kind)).toEqual([
      'dropoff-opened',
      'dropoff-submitted',
      'dropoff-seen',
      'dropoff-closed',
      'erasure-begun',
      'erased',
    ]);
    expect(shown.events.at(-1)).toMatchObject({
      actorKind: 'system',
      details: { files: 1, segments: 2, bytes: 600_000 },
    });
    expect(JSON.stringify(shown.events)).not.toMatch(/Personal|Geheim/);
    expect(await house.dropoffs.describe(one.submitter, one.id)).toMatchObject({
      state: 'closed',
      uploads: [],
      note: '',
    });
  });

  test('D6: closing twice, also at once, changes nothing more', async () => {
    const one = await submitOne();
    const [first, second] = await Promise.all([
      house.dropoffs.close(firm.staff, one.id),
      house.dropoffs.close(firm.staff, one.id),
    ]);
    expect(first).toEqual(second);
    expect(await house.erase(firm.id, one.containerId)).toBe(true);
    expect(await house.erase(firm.id, one.containerId)).toBe(false);
    house.clock.now = hoursAfter(house.clock.now, 1);
    expect(await house.dropoffs.close(firm.staff, one.id)).toEqual(first);
    const { events } = await house.dropoffs.detail(firm.staff, one.id);
    expect(events.filter((event) => ['dropoff-closed', 'erased'].includes(event.kind))).toHaveLength(2);
  });

  test('D6: while files still arrive: the sender is refused, what had arrived goes too', async () => {
    const one = await house.openOne(firm.id);
    await house.send(one.submitter, { name: 'ganz.txt', segments: [randomBytes(10)] });
    const half = { name: 'halb.txt', segments: [randomBytes(10)], length: 20 };
    await house.send(one.submitter, half);
    const { id: containerId } = await house.containerOf(firm.id, one.id);
    // The commit of the next segment and the closing want the same row: one of them comes first.
    const [sent] = await Promise.allSettled([
      house.send(one.submitter, { name: 'drei.txt', segments: [randomBytes(10)] }),
      house.dropoffs.close(firm.staff, one.id),
    ]);
    expect(['dropoff_closed', 'sent']).toContain(sent.status === 'rejected' ? sent.reason.code : 'sent');
    await expect(house.send(one.submitter, half)).rejects.toMatchObject({ code: 'dropoff_closed' });
    await expect(house.dropoffs.submit(one.submitter, one.id, {})).rejects.toMatchObject({ code: 'dropoff_closed' });
    await house.erase(firm.id, containerId);
    expect(await countRows(containerId)).toBe(0);
    expect(await objectsOf(containerId)).toEqual([]);
  });

  test('D6: raw deletes are refused, and so is erasing what nobody gave up', async () => {
    const one = await submitOne();
    for (const table of ['segments', 'files', 'uploads', 'intake_keys'] as const) {
      const raw = house.database.inFirm(firm.id, (tx) =>
        tx.deleteFrom(table).where('container_id', '=', one.containerId).execute(),
      );
      await expect(raw).rejects.toThrow(/raw delete refused|violates foreign key/);
    }
    await expect(house.erase(firm.id, one.containerId)).rejects.toThrow('was not given up');
    expect(await objectsOf(one.containerId)).toHaveLength(2);
  });
});

describe('X3: copies made before', () => {
  test('X3: a copy of everything, made before the erasure, opens with the key ring of before, never with that of after', async () => {
    const one = await submitOne();
    const copyDir = join(house.base, 'copy');
    await cp(house.dataDir, copyDir, { recursive: true });
    await using copyDatabase = await copyRows(house.database, firm.id);

    async function openCopy(keyDir: string): Promise<Buffer> {
      const keys = await openKeyRing({ dataDir: keyDir, rootKeyFile: join(house.base, 'root-key') });
      const store = await openSegmentStore({ dataDir: copyDir, log, onFatal: () => undefined });
      try {
        const deps = { database: copyDatabase, keys, store };
        return await buffer(openStoredFile(deps, firm.id, one.fileId, 0, 600_000));
      } finally {
        await store.close();
      }
    }

    expect(await openCopy(copyDir)).toEqual(one.bytes);
    await house.dropoffs.close(firm.staff, one.id);
    await house.erase(firm.id, one.containerId);
    await expect(openCopy(house.dataDir)).rejects.toMatchObject({ code: 'erased' });
    // Control: it is the key that is missing, nothing else.
    expect(await openCopy(copyDir)).toEqual(one.bytes);
  });
});

/** A second database with the rows that lead to a firm's bytes, as a backup would hold them. */
async function copyRows(from: TestDatabase, firmId: string): Promise<TestDatabase> {
  const copy = await createTestDatabase();
  for (const table of ['firms', 'containers', 'uploads', 'intake_keys', 'segments', 'files']) {
    const mine = table === 'firms' ? `id = '${firmId}'` : `firm_id = '${firmId}'`;
    const { rows } = await from.asOwner(
      `select json_agg(to_jsonb(t) - '{customer_id,erase_ordered_by}'::text[])::text as json from ${table} t where ${mine}`,
    );
    await copy.asOwner(
      `insert into ${table} select * from json_populate_recordset(null::${table}, $json$${rows[0].json}$json$)`,
    );
  }
  return copy;
}

describe('D6: interrupted erasures', () => {
  const steps = ['destroyContainerKeys', 'removeObjects', 'forget'] as const;

  test.each(steps.flatMap((step) => [[step, 'before'] as const, [step, 'after'] as const]))(
    'D6: a power cut at %s, %s it: the next run finishes, once',
    async (step, when) => {
      const one = await submitOne();
      await house.dropoffs.close(firm.staff, one.id);
      const real = house.erasing[step] as (...args: unknown[]) => Promise<unknown>;
      const cut = async (...args: unknown[]): Promise<never> => {
        if (when === 'after') await real(...args);
        throw new Error('power cut');
      };
      const dying = eraseContainer({ ...house.erasing, [step]: cut }, firm.id, one.containerId);
      await expect(dying).rejects.toThrow('power cut');
      expect(await house.eraseDue()).toEqual({ givenUp: 0, erased: 1, failed: 0 });
      expect(await countRows(one.containerId)).toBe(0);
      expect(await objectsOf(one.containerId)).toEqual([]);
      const { events } = await house.dropoffs.detail(firm.staff, one.id);
      expect(events.filter((event) => event.kind === 'erased')).toHaveLength(1);
    },
  );

  test('D6: two runs at once erase once', async () => {
    const one = await submitOne();
    await house.dropoffs.close(firm.staff, one.id);
    const done = await Promise.all([house.erase(firm.id, one.containerId), house.erase(firm.id, one.containerId)]);
    expect(done.filter(Boolean)).toHaveLength(1);
  });
});
