import { randomBytes } from 'node:crypto';
import { readdir, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';

import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { buildDropoffHouse, type DropoffHouse } from '../dropoffs/testing/dropoff-house.ts';

let house: DropoffHouse;
let firm: Awaited<ReturnType<DropoffHouse['addFirm']>>;
const sizes = [300_000, 1, 262_144, 70_000];
const bytes = randomBytes(sizes.reduce((sum, size) => sum + size, 0));
let place: { dropoffId: string; fileId: string };

beforeAll(async () => {
  house = await buildDropoffHouse();
  firm = await house.addFirm();
  const one = await house.openOne(firm.id);
  let at = 0;
  const segments = sizes.map((size) => bytes.subarray(at, (at += size)));
  place = { dropoffId: one.id, fileId: await house.send(one.submitter, { name: 'gross.bin', segments }) };
});
afterAll(() => house[Symbol.asyncDispose]());

const readAll = async (where = place, range?: { start: number; end: number }) =>
  await buffer((await house.files.read(firm.staff, where, () => range)).stream);

describe('D5: staff open the files at once', () => {
  test('D5: any range is exactly those bytes, whatever segments they lie in', async () => {
    const edges = [0, 1, 299_999, 300_000, 300_001, 562_144, 562_145, bytes.length - 1, bytes.length];
    const offset = fc.oneof(fc.constantFrom(...edges), fc.nat(bytes.length));
    const property = fc.asyncProperty(offset, offset, async (a, b) => {
      const range = { start: Math.min(a, b), end: Math.max(a, b) };
      expect((await readAll(place, range)).equals(bytes.subarray(range.start, range.end))).toBe(true);
    });
    await fc.assert(property, { numRuns: 40 });
    expect((await readAll()).equals(bytes)).toBe(true);
  });

  test('D5: each reading is in the protocol, with its range and without names', async () => {
    await readAll(place, { start: 5, end: 10 });
    const { events } = await house.dropoffs.detail(firm.staff, place.dropoffId);
    const last = events.findLast((event) => event.kind === 'file-read');
    expect(last).toMatchObject({
      actorKind: 'staff',
      actorName: 'Sachbearbeitung',
      details: { fileId: place.fileId, start: 5, end: 10, size: bytes.length },
    });
    expect(JSON.stringify(events)).not.toContain('gross.bin');
  });

  test('D5: an unfinished file is shown nowhere', async () => {
    const one = await house.openOne(firm.id);
    const id = await house.send(one.submitter, { name: 'halb.bin', segments: [randomBytes(10)], length: 11 });
    await expect(readAll({ dropoffId: one.id, fileId: id })).rejects.toMatchObject({ code: 'not_found' });
    await expect(house.files.streamZip(firm.staff, one.id)).rejects.toMatchObject({ code: 'not_found' });
    expect(await house.dropoffs.detail(firm.staff, one.id)).toMatchObject({
      files: [],
      fileCount: 0,
      progress: { files: 0, of: 1, bytes: 10, ofBytes: 11 },
    });
  });

  test('D5: another firm, and another drop-off of the own firm, does not lead to the file', async () => {
    const foreign = await house.addFirm();
    await expect(house.files.read(foreign.staff, place)).rejects.toMatchObject({ code: 'not_found' });
    await expect(house.files.streamZip(foreign.staff, place.dropoffId)).rejects.toMatchObject({ code: 'not_found' });
    await expect(house.dropoffs.detail(foreign.staff, place.dropoffId)).rejects.toMatchObject({ code: 'not_found' });
    await expect(house.dropoffs.close(foreign.staff, place.dropoffId)).rejects.toMatchObject({ code: 'not_found' });
    expect((await house.dropoffs.inbox(foreign.staff, {})).items).toEqual([]);
    const other = await house.openOne(firm.id);
    await expect(readAll({ ...place, dropoffId: other.id })).rejects.toMatchObject({ code: 'not_found' });
  });

  test('D5: a file cut short on disk ends in an error, never as a shorter file', async () => {
    const one = await house.openOne(firm.id);
    const fileId = await house.send(one.submitter, { name: 'x', segments: [randomBytes(1000), randomBytes(1000)] });
    const { id: containerId } = await house.containerOf(firm.id, one.id);
    const folder = join(house.dataDir, 'objects', firm.id, containerId);
    for (const name of await readdir(folder)) await truncate(join(folder, name), 900);
    await expect(readAll({ dropoffId: one.id, fileId })).rejects.toThrow(/cannot be opened/);
  });
});
