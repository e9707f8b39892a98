import { randomBytes } from 'node:crypto';
import { cp, readdir, readFile, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';

import { checkBackup } from './check-backup.ts';
import { type Directories, environmentOf, makeDirectories, run, startHouse } from './testing/backup-house.ts';

let directories: Directories;
let objects: string[];
/** The backup after each of its three runs. */
const after = (number: number): string => join(directories.base, `after-${number}`);

beforeAll(async () => {
  directories = await makeDirectories();
  await using house = await startHouse(directories);
  await house.dropOff(randomBytes(70_000));
  const gone = await house.dropOff(randomBytes(70_000));
  for (const number of [1, 2, 3]) {
    if (number === 2) await house.dropOff(randomBytes(90_000));
    if (number === 3) {
      await house.close(gone.id);
      await vi.waitUntil(async () => (await keysIn(directories.data)).length === 2, { timeout: 20_000 });
    }
    await run(['backup', '--to', directories.backup], environmentOf(directories));
    await cp(directories.backup, after(number), { recursive: true });
  }
  objects = (await filesIn(join(directories.backup, 'objects'))).map((name) => `objects/${name}`);
}, 240_000);
afterAll(() => directories[Symbol.asyncDispose]());

const filesIn = async (dir: string): Promise<string[]> =>
  (await readdir(dir, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(dir.length + 1))
    .sort();
const keysIn = async (dir: string): Promise<string[]> =>
  (await filesIn(join(dir, 'keyring'))).filter((name) => name.includes('/containers/'));

/** Checks a copy of the newest backup that was tampered with. @returns `file fault` of each finding, or the refusal */
async function findAfter(tamper: (dir: string) => Promise<void>, dataDir = '/nowhere'): Promise<string[]> {
  const dir = join(directories.base, 'tampered');
  await rm(dir, { recursive: true, force: true });
  await cp(after(3), dir, { recursive: true });
  await tamper(dir);
  return await checkBackup({ from: dir, rootKeyFile: directories.rootKey, dataDir }).then(
    ({ findings }) => findings.map(({ file, fault }) => `${file} ${fault}`),
    (error: Error) => [error.message],
  );
}

async function setBack(dir: string): Promise<void> {
  await rm(dir, { recursive: true });
  await cp(after(2), dir, { recursive: true });
}

async function flip(path: string, at = 20_000): Promise<void> {
  const bytes = await readFile(path);
  bytes[Math.min(at, bytes.length - 10)] = (bytes[Math.min(at, bytes.length - 10)] ?? 0) ^ 1;
  await writeFile(path, bytes);
}

describe('V11: each kind of damage is named', { timeout: 60_000 }, () => {
  test('V11: none where there is none', async () => {
    expect(await findAfter(async () => undefined)).toEqual([]);
    expect(objects).toHaveLength(2);
  });

  test('V11: a flipped bit, in every object, list, key and database', async () => {
    for (const file of await filesIn(after(3))) {
      const found = await findAfter((dir) => flip(join(dir, file)));
      expect(found.join('\n'), file).toContain(file === 'keyring/root-check.json' ? 'sealed with' : file);
    }
  });

  test('V11: an object cut short, too long, missing, or swapped with another', async () => {
    const [one = '', other = ''] = objects;
    const shortened = await findAfter((dir) => truncate(join(dir, one), 100));
    expect(shortened).toEqual([expect.stringMatching(`^${one} was cut short: 100 instead of \\d+ bytes`)]);
    const longer = await findAfter((dir) => writeFile(join(dir, one), 'x', { flag: 'a' }));
    expect(longer).toEqual([expect.stringMatching(`^${one} is too long`)]);
    expect(await findAfter((dir) => rm(join(dir, one)))).toEqual([`${one} is missing`]);
    const swapped = await findAfter(async (dir) => {
      await rename(join(dir, one), join(dir, 'between'));
      await rename(join(dir, other), join(dir, one));
      await rename(join(dir, 'between'), join(dir, other));
    });
    expect(swapped.sort()).toEqual(
      [
        `${one} was swapped: it holds the bytes of ${other}`,
        `${other} was swapped: it holds the bytes of ${one}`,
      ].sort(),
    );
  });

  test('V11: a database or inventory missing, or set back to another one', async () => {
    const [two, three] = ['00000002', '00000003'];
    expect(await findAfter((dir) => rm(join(dir, `databases/${three}.sealed`)))).toEqual([
      `databases/${three}.sealed is missing`,
    ]);
    expect(
      await findAfter((dir) => cp(join(dir, `databases/${two}.sealed`), join(dir, `databases/${three}.sealed`))),
    ).toEqual([`databases/${three}.sealed was swapped: it holds the bytes of databases/${two}.sealed`]);
    const missing = 'is missing: the backup was rolled back or lost it';
    for (const number of [two, three]) {
      const found = await findAfter((dir) => rm(join(dir, `inventories/${number}.list`)));
      expect(found).toContain(`inventories/${number}.list ${missing}`);
    }
    const set = await findAfter((dir) =>
      cp(join(dir, `inventories/${two}.list`), join(dir, `inventories/${three}.list`)),
    );
    expect(set).toContain(`inventories/${three}.list is number 2: swapped or rolled back`);
  });

  test('X3: a list of keys of before the erasure, with its keys, is noticed', async () => {
    const found = await findAfter(async (dir) => {
      for (const name of ['keyring', 'keyring.list']) {
        await rm(join(dir, name), { recursive: true });
        await cp(join(after(1), name), join(dir, name), { recursive: true });
      }
    });
    expect(found).toContain('keyring.list is older than the newest inventory: rolled back');
  });

  test('X3: a destroyed key put back is told, and no restore takes it', async () => {
    const now = await keysIn(after(3));
    const [destroyed = ''] = (await keysIn(after(1))).filter((name) => !now.includes(name));
    expect(destroyed).not.toBe('');
    const dir = join(directories.base, 'resurrected');
    await cp(after(3), dir, { recursive: true });
    await cp(join(after(1), 'keyring', destroyed), join(dir, 'keyring', destroyed));
    const { notes } = await checkBackup({ from: dir, rootKeyFile: directories.rootKey, dataDir: '/nowhere' });
    expect(notes).toEqual([expect.stringContaining(`keyring/${destroyed} is not listed`)]);
    const env = environmentOf(directories, directories.restored);
    expect((await run(['restore', '--from', dir], env)).code).toBe(0);
    expect(await keysIn(directories.restored)).toEqual(now);
  });

  test('V11: the whole directory set back is noticed by the server that took the newer one', async () => {
    expect(await findAfter(setBack)).toEqual([]);
    expect(await findAfter(setBack, directories.data)).toEqual([
      expect.stringMatching(/was rolled back to number 2: this server took number 3 on/),
    ]);
  });

  test('V11: an empty directory where there was a backup is a disk that is not mounted, and not filled', async () => {
    const away = join(directories.base, 'away');
    await rename(directories.backup, away);
    const refused = await run(['backup', '--to', directories.backup], environmentOf(directories));
    expect(refused).toEqual({ code: 1, said: expect.stringContaining('holds nothing, but backup 3 was taken there') });
    expect(await filesIn(directories.backup)).toEqual([]);
    await rm(directories.backup, { recursive: true });
    await rename(away, directories.backup);
  });

  test('V11: what is damaged is copied afresh once it is removed, and read again', async () => {
    const [one = ''] = objects;
    await rm(join(directories.backup, one));
    const env = environmentOf(directories);
    expect(await run(['backup', '--to', directories.backup], env)).toMatchObject({
      said: expect.stringContaining('(1 new'),
    });
    expect(await run(['check', '--read-all', directories.backup], env)).toEqual({
      code: 0,
      said: expect.stringMatching(/^2 files opened, 160000 bytes/),
    });
  }, 180_000);
});
