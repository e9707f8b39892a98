import { randomBytes } from 'node:crypto';
import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { buildDropoffHouse, type DropoffHouse } from '../dropoffs/testing/dropoff-house.ts';

/** `npm run test:faults` flips a bit in a thousand places of each object, npm test in twenty. */
const flips = process.env['FAULTS'] === 'long' ? 1_000 : 20;

/** The disk gives back something else than was stored. What a reader gets is right as far as it goes, or an error. */
describe('D5, X3: a store that was damaged', { timeout: 600_000 }, () => {
  let house: DropoffHouse;
  let firm: Awaited<ReturnType<DropoffHouse['addFirm']>>;
  let objects: string[];
  const files: { name: string; bytes: Buffer; where: { dropoffId: string; fileId: string } }[] = [];

  beforeAll(async () => {
    house = await buildDropoffHouse();
    firm = await house.addFirm();
    for (let n = 0; n < 2; n += 1) {
      const one = await house.openOne(firm.id);
      const large = randomBytes(600_000);
      const segments = [large.subarray(0, 300_000), large.subarray(300_000)];
      const fileId = await house.send(one.submitter, { name: 'Kasse.fdb', segments });
      files.push({ name: `large ${n}`, bytes: large, where: { dropoffId: one.id, fileId } });
      // Small ones share an object.
      for (let m = 0; m < 3; m += 1) {
        const bytes = randomBytes(4_000 + m);
        const body = { stream: Readable.from([bytes]), length: bytes.length };
        const { id } = await house.uploads.createUpload(
          one.submitter,
          { name: `${m}.txt`, length: bytes.length },
          body,
        );
        files.push({ name: `small ${n}/${m}`, bytes, where: { dropoffId: one.id, fileId: id } });
      }
    }
    const below = join(house.dataDir, 'objects');
    const entries = await readdir(below, { recursive: true, withFileTypes: true });
    objects = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
    // A shared object gives back what was written ahead once it rests: until then its end holds nothing to damage.
    const longest = async () => Math.max(...(await Promise.all(objects.map(async (path) => (await stat(path)).size))));
    while ((await longest()) > 1_000_000) await sleep(100);
  });
  afterAll(() => house[Symbol.asyncDispose]());

  /** The files that can still be read, each compared; a wrong byte fails the test. */
  async function readable(): Promise<string[]> {
    const whole: string[] = [];
    for (const { name, bytes, where } of files) {
      const got = await house.files
        .read(firm.staff, where)
        .then(
          ({ stream }) => buffer(stream),
          () => undefined,
        )
        .catch(() => undefined);
      if (got === undefined) continue;
      expect(got.equals(bytes), `${name} was served with other bytes`).toBe(true);
      whole.push(name);
    }
    return whole;
  }

  /** Changes one object, reads everything, puts it back. */
  async function damaged(object: string, change: (content: Buffer) => Promise<void> | void): Promise<string[]> {
    const content = await readFile(object);
    await change(Buffer.from(content));
    const found = await readable();
    await writeFile(object, content);
    return found;
  }

  test('as it is: every file, and several objects', async () => {
    expect(objects.length).toBeGreaterThanOrEqual(4);
    expect(await readable()).toHaveLength(files.length);
  });

  test(`one flipped bit, in ${flips} places of every object: the file is refused, never served`, async () => {
    for (const object of objects) {
      const { length } = await readFile(object);
      for (let n = 0; n < flips; n += 1) {
        const at = n === 0 ? 0 : n === 1 ? length - 1 : Math.floor((length * n) / flips);
        const left = await damaged(object, async (content) => {
          content[at] = (content[at] ?? 0) ^ (1 << (n % 8));
          await writeFile(object, content);
        });
        expect(left.length, `${object} at ${at} of ${length}`).toBeLessThan(files.length);
      }
    }
  });

  test.each<[string, (object: string, other: string, content: Buffer) => Promise<void>]>([
    ['missing', (object) => rm(object)],
    ['empty', (object) => writeFile(object, '')],
    ['cut short by one byte', (object, _, content) => writeFile(object, content.subarray(0, -1))],
    ['cut in half', (object, _, content) => writeFile(object, content.subarray(0, content.length / 2))],
    ['exchanged for another', async (object, other) => writeFile(object, await readFile(other))],
    ['doubled', (object, _, content) => writeFile(object, Buffer.concat([content, content]))],
    ['other bytes of the same length', (object, _, content) => writeFile(object, randomBytes(content.length))],
  ])('an object that is %s: what it holds is not served as something else', async (what, damage) => {
    for (const [index, object] of objects.entries()) {
      const other = objects[(index + 1) % objects.length] ?? '';
      const left = await damaged(object, (content) => damage(object, other, content));
      // What was added behind the end of a whole object changes nothing.
      expect(left.length, object).toBeLessThan(what === 'doubled' ? files.length + 1 : files.length);
    }
    expect(await readable()).toHaveLength(files.length);
  });
});
