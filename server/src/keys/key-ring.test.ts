import { createPublicKey, randomUUID, verify } from 'node:crypto';
import { cp, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { createIntakeKeys } from './intake-keys.ts';
import { type KeyRing, openKeyRing } from './key-ring.ts';

let base: string;
let dataDir: string;
let ring: KeyRing;
const firmId = randomUUID();

beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'schleuse-keys-'));
  dataDir = join(base, 'data');
  ring = await reopen();
  await ring.createFirmKeys(firmId);
});
afterEach(async () => {
  await rm(base, { recursive: true });
});

async function reopen(dir = dataDir): Promise<KeyRing> {
  return await openKeyRing({ dataDir: dir, rootKeyFile: join(base, 'data.root-key') });
}

async function newContainer(firm = firmId) {
  const id = randomUUID();
  return { firmId: firm, id, ...(await ring.createContainerKeys(firm, id)) };
}

const fileOf = (container: { firmId: string; id: string }, dir = dataDir): string =>
  join(dir, 'keyring', container.firmId, 'containers', `${container.id}.json`);

describe('X3: intake keys', () => {
  test('open again, also after a restart', async () => {
    const container = await newContainer();
    const intake = await ring.newIntakeKey(container);
    expect(await ring.openIntakeKey(container, intake)).toEqual(intake.key);
    expect(await (await reopen()).openIntakeKey(container, intake)).toEqual(intake.key);
  });

  test('X4: a process without the root key seals what only the key ring opens', async () => {
    const container = await newContainer();
    const intakeOnly = createIntakeKeys();
    expect(Object.keys(intakeOnly)).toEqual(['newIntakeKey']);
    const intake = await intakeOnly.newIntakeKey(container);
    expect(await ring.openIntakeKey(container, intake)).toEqual(intake.key);
  });

  test('what is given out can be wiped without touching what is remembered', async () => {
    const container = await newContainer();
    const intake = await ring.newIntakeKey(container);
    (await ring.openIntakeKey(container, intake)).fill(0);
    expect(await ring.openIntakeKey(container, intake)).toEqual(intake.key);
  });

  test('of another container or firm do not open', async () => {
    const [a, b] = [await newContainer(), await newContainer()];
    const intake = await ring.newIntakeKey(a);
    await expect(ring.openIntakeKey(b, intake)).rejects.toThrow('does not open');
    await expect(ring.openIntakeKey({ ...a, firmId: randomUUID() }, intake)).rejects.toThrow('erased');
  });
});

describe('X3: destroying a container’s keys', () => {
  test('ends every opening, at once, for good, and can be repeated', async () => {
    const [gone, kept] = [await newContainer(), await newContainer()];
    const [intake, other] = [await ring.newIntakeKey(gone), await ring.newIntakeKey(kept)];
    await ring.openIntakeKey(gone, intake);
    await ring.destroyContainerKeys(firmId, gone.id);
    await ring.destroyContainerKeys(firmId, gone.id);
    await expect(ring.openIntakeKey(gone, intake)).rejects.toMatchObject({ name: 'NotFound', code: 'erased' });
    await expect((await reopen()).openIntakeKey(gone, intake)).rejects.toMatchObject({ code: 'erased' });
    expect(await ring.openIntakeKey(kept, other)).toEqual(other.key);
    await expect(stat(fileOf(gone))).rejects.toThrow('ENOENT');
    await ring.destroyContainerKeys(randomUUID(), gone.id);
  });

  test('by one process ends opening in another that had the key in memory', async () => {
    const container = await newContainer();
    const intake = await ring.newIntakeKey(container);
    await ring.openIntakeKey(container, intake);
    await (await reopen()).destroyContainerKeys(firmId, container.id);
    await expect(ring.openIntakeKey(container, intake)).rejects.toMatchObject({ code: 'erased' });
  });

  test('overwrites the file before removing it', async () => {
    const container = await newContainer();
    const before = await readFile(fileOf(container));
    // A second name for the same bytes on disk shows what is left of them.
    const { link } = await import('node:fs/promises');
    const witness = join(base, 'witness');
    await link(fileOf(container), witness);
    await ring.destroyContainerKeys(firmId, container.id);
    const after = await readFile(witness);
    expect(after.length).toBe(before.length);
    expect(after.includes('schleuse.container-key')).toBe(false);
  });

  test('D6: a copy of the data taken before cannot be opened with the key ring of after', async () => {
    const container = await newContainer();
    const intake = await ring.newIntakeKey(container);
    const copy = join(base, 'copy');
    await cp(dataDir, copy, { recursive: true });
    await ring.destroyContainerKeys(firmId, container.id);

    await rm(join(copy, 'keyring'), { recursive: true });
    await cp(join(dataDir, 'keyring'), join(copy, 'keyring'), { recursive: true });
    const restored = await reopen(copy);
    await expect(restored.openIntakeKey(container, intake)).rejects.toMatchObject({ code: 'erased' });
  });
});

describe('X3: key files in the wrong place', () => {
  test('swapped between two containers do not open', async () => {
    const [a, b] = [await newContainer(), await newContainer()];
    const intake = await ring.newIntakeKey(a);
    await rename(fileOf(a), join(base, 'a'));
    await rename(fileOf(b), fileOf(a));
    await rename(join(base, 'a'), fileOf(b));
    await expect(ring.openIntakeKey(a, intake)).rejects.toThrow('does not open');
    await expect(ring.openIntakeKey({ ...b }, { ...intake })).rejects.toThrow('does not open');
  });

  test('put under another firm do not open', async () => {
    const otherFirm = randomUUID();
    await ring.createFirmKeys(otherFirm);
    const container = await newContainer();
    const intake = await ring.newIntakeKey(container);
    const foreign = { ...container, firmId: otherFirm };
    await rename(fileOf(container), fileOf(foreign));
    await expect(ring.openIntakeKey(foreign, intake)).rejects.toThrow('does not open');

    const names = ['firm-key.json', 'receipt-key.json'];
    for (const name of names) {
      await cp(join(dataDir, 'keyring', firmId, name), join(dataDir, 'keyring', otherFirm, name));
    }
    const restarted = await reopen();
    await expect(restarted.createContainerKeys(otherFirm, randomUUID())).rejects.toThrow('does not open');
    await expect(restarted.signReceipt(otherFirm, new Uint8Array(1))).rejects.toThrow('does not open');
  });

  test('a changed algorithm or wrapped key is noticed', async () => {
    const container = await newContainer();
    const intake = await ring.newIntakeKey(container);
    const text = await readFile(fileOf(container), 'utf8');
    await writeFile(fileOf(container), text.replace('25722', '32'));
    await expect(ring.openIntakeKey(container, intake)).rejects.toThrow('does not open');
    await writeFile(fileOf(container), text.replace('container-key.v1', 'container-key.v9'));
    await expect(ring.openIntakeKey(container, intake)).rejects.toThrow('this version knows');
  });

  test.each(['../../etc', '', 'A0000000-0000-4000-8000-000000000000', `${randomUUID()}/..`])(
    'an id that is none (%j) never becomes a path',
    async (id) => {
      await expect(ring.createFirmKeys(id)).rejects.toThrow('UUID');
      await expect(ring.createContainerKeys(firmId, id)).rejects.toThrow('UUID');
      await expect(ring.destroyContainerKeys(firmId, id)).rejects.toThrow('UUID');
      await expect(ring.destroyContainerKeys(id, randomUUID())).rejects.toThrow('UUID');
    },
  );
});

describe('X3: what lies on disk', () => {
  test('is for the owner only, and holds no key in clear', async () => {
    const container = await newContainer();
    const intake = await ring.newIntakeKey(container);
    for (const entry of await readdir(dataDir, { recursive: true, withFileTypes: true })) {
      const path = join(entry.parentPath, entry.name);
      expect([path, (await stat(path)).mode & 0o077]).toEqual([path, 0]);
      expect(path).not.toMatch(/\.tmp$/);
      const bytes = entry.isFile() ? await readFile(path) : Buffer.alloc(0);
      expect(bytes.includes(Buffer.from(intake.key))).toBe(false);
      expect(bytes.includes(Buffer.from(intake.key).toString('base64'))).toBe(false);
    }
  });

  test('a firm’s keys are never replaced', async () => {
    await expect(ring.createFirmKeys(firmId)).rejects.toThrow('has keys already');
  });
});

test('X1: receipts are signed with the firm’s key, also after a restart', async () => {
  const firm = randomUUID();
  const { receiptPublicKey } = await ring.createFirmKeys(firm);
  expect(receiptPublicKey.length).toBe(32);
  const bytes = Buffer.from('{"a receipt":true}');
  const signature = await (await reopen()).signReceipt(firm, bytes);
  const key = createPublicKey({
    key: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(receiptPublicKey).toString('base64url') },
    format: 'jwk',
  });
  expect(signature.length).toBe(64);
  expect(verify(null, bytes, key, signature)).toBe(true);
  expect(await ring.signReceipt(firm, bytes)).toEqual(signature);
  expect(await ring.signReceipt(firmId, bytes)).not.toEqual(signature);
});

test('secrets of the house open for their own purpose only', async () => {
  const secret = Buffer.from('JBSWY3DPEHPK3PXP');
  const sealed = await ring.sealSecret('totp:1', secret);
  expect(Buffer.from(sealed).includes(secret)).toBe(false);
  expect(Buffer.from(await (await reopen()).openSecret('totp:1', sealed))).toEqual(secret);
  await expect(ring.openSecret('totp:2', sealed)).rejects.toThrow('does not open');
  for (const length of [0, 12, 28, sealed.length - 1]) {
    await expect(ring.openSecret('totp:1', sealed.subarray(0, length))).rejects.toThrow('does not open');
  }
});

test('a purpose has its own secret, the same after a restart', async () => {
  const counters = ring.deriveSecret('attempts');
  expect(counters).toHaveLength(32);
  expect((await reopen()).deriveSecret('attempts')).toEqual(counters);
  expect(ring.deriveSecret('proof-of-work')).not.toEqual(counters);
});
