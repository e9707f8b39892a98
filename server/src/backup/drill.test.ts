import { cp, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { type Directories, environmentOf, makeDirectories, run, startHouse } from './testing/backup-house.ts';

async function containersWithKeys(dir: string): Promise<number> {
  const names = await readdir(join(dir, 'keyring'), { recursive: true });
  return names.filter((name) => /containers\/.*\.json$/.test(name)).length;
}

const objectsIn = async (dir: string): Promise<string[]> =>
  (await readdir(join(dir, 'objects'), { recursive: true })).filter((name) => /\/.*\//.test(name)).sort();

describe('V11: the drill', { timeout: 120_000 }, () => {
  let directories: Directories;
  let kept: { id: string; bytes: Buffer };
  let later: { id: string; bytes: Buffer };
  let closed: { id: string; bytes: Buffer };
  let shown: unknown;
  beforeAll(async () => {
    directories = await makeDirectories();
  });
  afterAll(() => directories[Symbol.asyncDispose]());
  const here = (): Record<string, string> => environmentOf(directories);
  const restored = (): Record<string, string> => environmentOf(directories, directories.restored);

  test('V11: backs up a running server, and the second time only what is new', async () => {
    await using house = await startHouse(directories);
    kept = await house.dropOff();
    closed = await house.dropOff();
    const first = await run(['backup', '--to', directories.backup], here());
    expect(first).toEqual({ code: 0, said: expect.stringMatching(/^Backup 1 in .*: 2 objects \(2 new/) });
    later = await house.dropOff();
    await house.close(closed.id);
    await expect.poll(() => containersWithKeys(directories.data), { timeout: 10_000 }).toBe(2);
    const second = await run(['backup', '--to', directories.backup], here());
    expect(second).toEqual({ code: 0, said: expect.stringMatching(/^Backup 2 in .*: 2 objects \(1 new/) });
    shown = await house.inbox();
  });

  test('X3: the key of what was erased is gone from the backup in the same run, and its objects with it', async () => {
    expect(await containersWithKeys(directories.backup)).toBe(2);
    expect(await objectsIn(directories.backup)).toHaveLength(2);
    expect(await readdir(directories.backup)).not.toContain('root-key');
    expect(await run(['check', '--read-all', directories.backup], here())).toEqual({
      code: 0,
      said: expect.stringMatching(/^2 files opened, 600000 bytes.*\nBackup 2 .*\nEverything is as it was stored/),
    });
  });

  test('V11: also when the server is stopped', async () => {
    const ran = await run(['backup', '--to', directories.backup], here());
    expect(ran).toEqual({ code: 0, said: expect.stringMatching(/^Backup 3 in .*: 2 objects \(0 new/) });
  });

  test('V11: restored elsewhere it shows the same inbox and gives the same bytes', async () => {
    const ran = await run(['restore', '--from', directories.backup], restored());
    expect(ran).toEqual({ code: 0, said: expect.stringMatching(/^Restored backup 3 .*: 2 objects, 60\d+ bytes/) });
    expect(await objectsIn(directories.restored)).toEqual(await objectsIn(directories.data));
    await using house = await startHouse(directories, directories.restored);
    expect(await house.inbox()).toEqual(shown);
    expect(await house.read(kept.id)).toEqual([kept.bytes]);
    expect(await house.read(later.id)).toEqual([later.bytes]);
    expect(await house.stateOf(closed.id)).toBe('closed');
  });

  test('V11: what is not empty is not overwritten', async () => {
    const ran = await run(['restore', '--from', directories.backup], restored());
    expect(ran).toEqual({ code: 1, said: expect.stringContaining('is not empty; a restore overwrites nothing') });
  });
});

describe('X3: what was erased after the backup', { timeout: 120_000 }, () => {
  test('X3: cannot be opened after a restore: shown as erased, and cleared away', async () => {
    await using directories = await makeDirectories();
    const env = environmentOf(directories);
    const frozen = join(directories.base, 'frozen');
    let gone: { id: string };
    let kept: { id: string; bytes: Buffer };
    {
      await using house = await startHouse(directories);
      gone = await house.dropOff();
      kept = await house.dropOff();
      expect((await run(['backup', '--to', directories.backup], env)).code).toBe(0);
      // Database and objects as they were, with the key ring as it is after the erasure: the run was cut short there.
      await cp(directories.backup, frozen, { recursive: true });
      await house.close(gone.id);
      await expect.poll(() => containersWithKeys(directories.data), { timeout: 10_000 }).toBe(1);
      expect((await run(['backup', '--to', directories.backup], env)).code).toBe(0);
    }
    for (const name of ['keyring', 'keyring.list']) {
      await rm(join(frozen, name), { recursive: true });
      await cp(join(directories.backup, name), join(frozen, name), { recursive: true });
    }
    const list = join(frozen, 'keyring.list');
    const { after } = JSON.parse((await readFile(list, 'utf8')).split('\n')[0] ?? '') as { after: number };
    expect(after).toBe(2);
    const restoring = environmentOf(directories, directories.restored);
    expect((await run(['restore', '--from', frozen], restoring)).said).toContain('1 objects');
    await using house = await startHouse(directories, directories.restored);
    expect(await house.stateOf(gone.id)).toBe('closed');
    await expect(house.read(gone.id)).resolves.toEqual([]);
    expect(await house.read(kept.id)).toEqual([kept.bytes]);
    await expect.poll(() => objectsIn(directories.restored), { timeout: 10_000 }).toHaveLength(1);
  });
});

describe('V11: the root key', { timeout: 120_000 }, () => {
  test('V11: a wrong or missing one is refused in plain words, and nothing is written', async () => {
    await using directories = await makeDirectories();
    {
      await using house = await startHouse(directories);
      await house.dropOff();
    }
    expect((await run(['backup', '--to', directories.backup], environmentOf(directories))).code).toBe(0);
    const restoring = environmentOf(directories, directories.restored);
    const missing = { ...restoring, ROOT_KEY_FILE: join(directories.base, 'nowhere') };
    const without = await run(['restore', '--from', directories.backup], missing);
    expect(without).toEqual({ code: 1, said: expect.stringMatching(/^Schleuse: The root key file .* is missing/) });
    const other = await makeDirectories();
    await startHouse(other).then((house) => house[Symbol.asyncDispose]());
    const wrong = await run(['restore', '--from', directories.backup], { ...restoring, ROOT_KEY_FILE: other.rootKey });
    await other[Symbol.asyncDispose]();
    expect(wrong).toEqual({ code: 1, said: expect.stringContaining('is not the one this data was sealed with') });
    await expect(readdir(directories.restored)).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
