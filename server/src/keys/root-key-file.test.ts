import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { openKeyRing } from './key-ring.ts';
import { encodeRootKey } from './root-key-text.ts';

let base: string;
let dataDir: string;
let rootKeyFile: string;

beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'schleuse-root-key-'));
  dataDir = join(base, 'data');
  rootKeyFile = join(base, 'data.root-key');
});
afterEach(async () => {
  await rm(base, { recursive: true });
});

async function refusal(): Promise<string> {
  return await openKeyRing({ dataDir, rootKeyFile }).then(
    () => 'started',
    (error: Error) => `${error.constructor.name}: ${error.message}`,
  );
}

describe('X3: the root key at start', () => {
  test('is made on an empty data directory, for its owner only, and found again', async () => {
    const first = await openKeyRing({ dataDir, rootKeyFile });
    expect((await stat(rootKeyFile)).mode & 0o777).toBe(0o600);
    expect((await stat(join(dataDir, 'keyring'))).mode & 0o777).toBe(0o700);
    expect(await readFile(rootKeyFile, 'utf8')).toContain(`# Fingerprint: ${first.recoverySheet.fingerprint}`);
    const second = await openKeyRing({ dataDir, rootKeyFile });
    expect(second.recoverySheet).toEqual(first.recoverySheet);
    expect(first.recoverySheet.rootKeyFile).toBe(rootKeyFile);
  });

  test('is made where the server has only taken its lock', async () => {
    await mkdir(join(dataDir, 'lost+found'), { recursive: true });
    await writeFile(join(dataDir, 'server.lock'), '1');
    await writeFile(join(dataDir, 'server.lock.1'), '1');
    expect(await refusal()).toBe('started');
  });

  test('two servers that start for the first time at once never work with a key that is not in the file', async () => {
    for (let round = 0; round < 20; round += 1) {
      const place = { dataDir: join(base, `${round}`), rootKeyFile: join(base, `${round}.root-key`) };
      const rings = await Promise.allSettled([openKeyRing(place), openKeyRing(place), openKeyRing(place)]);
      const opened = rings.flatMap((ring) =>
        ring.status === 'fulfilled' ? [ring.value.recoverySheet.fingerprint] : [],
      );
      expect(opened.length).toBeGreaterThan(0);
      const kept = /Fingerprint: (\S+)/.exec(await readFile(place.rootKeyFile, 'utf8'))?.[1];
      expect(new Set(opened)).toEqual(new Set([kept]));
    }
  });

  test('missing beside data: refused, nothing made', async () => {
    await mkdir(join(dataDir, 'objects'), { recursive: true });
    expect(await refusal()).toMatch(/^RootKeyError: The root key file .* is missing, but .* holds data/);
    await expect(stat(rootKeyFile)).rejects.toThrow('ENOENT');
  });

  test('empty: refused', async () => {
    await writeFile(rootKeyFile, '\n', { mode: 0o600 });
    expect(await refusal()).toMatch(/^RootKeyError: The root key file .* is not usable: it is empty\.$/);
  });

  test.each([0o640, 0o604, 0o660, 0o601])('readable by others (mode %o): refused', async (mode) => {
    await openKeyRing({ dataDir, rootKeyFile });
    await chmod(rootKeyFile, mode);
    expect(await refusal()).toMatch(/^RootKeyError: .* can be read by others than its owner: run chmod 600 /);
  });

  test('mistyped: refused', async () => {
    await openKeyRing({ dataDir, rootKeyFile });
    const text = await readFile(rootKeyFile, 'utf8');
    await writeFile(
      rootKeyFile,
      text.replace(/.\n$/, (end) => (end.startsWith('0') ? '1\n' : '0\n')),
    );
    expect(await refusal()).toMatch(/^RootKeyError: .* check digits do not fit/);
  });

  test('a directory in its place: refused', async () => {
    await mkdir(rootKeyFile);
    expect(await refusal()).toMatch(/^RootKeyError: .* is not a file\.$/);
  });

  test('that of another installation: refused, the key ring stays as it is', async () => {
    await openKeyRing({ dataDir, rootKeyFile });
    const check = await readFile(join(dataDir, 'keyring', 'root-check.json'), 'utf8');
    await writeFile(rootKeyFile, encodeRootKey(new Uint8Array(32).fill(1)), { mode: 0o600 });
    expect(await refusal()).toMatch(/^RootKeyError: The root key in .* is not the one this data was sealed with\.$/);
    expect(await readFile(join(dataDir, 'keyring', 'root-check.json'), 'utf8')).toBe(check);
  });

  test('a key ring whose check value is gone: refused', async () => {
    const ring = await openKeyRing({ dataDir, rootKeyFile });
    await ring.createFirmKeys('0192f0a0-0000-7000-8000-00000000000a');
    await rm(join(dataDir, 'keyring', 'root-check.json'));
    expect(await refusal()).toMatch(/^RootKeyError: The key ring .* is damaged/);
  });

  test('a first start that stopped before the check value was written goes on', async () => {
    await openKeyRing({ dataDir, rootKeyFile });
    await rm(join(dataDir, 'keyring', 'root-check.json'));
    await writeFile(join(dataDir, 'keyring', 'root-check.json.0123456789ab.tmp'), '{');
    expect(await refusal()).toBe('started');
  });
});
