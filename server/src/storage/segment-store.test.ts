import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { readdir, readFile, truncate, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { assert, asyncProperty, nat, tuple } from 'fast-check';
import { expect, test } from 'vitest';

import { StorageFull } from '../errors.ts';
import { DamagedObject } from './disk-errors.ts';
import { createTestStore, readAll, sealedObjectOf, someSegment, storeSegment } from './testing/test-store.ts';

const KIB = 1024;
const MIB = 1024 * KIB;
const sha256 = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest();

test.each([1, 100, 256 * KIB - 1, 256 * KIB, 256 * KIB + 1, 3 * MIB + 17, 40 * MIB])(
  'X7: a segment of %i bytes comes back as it went in, with its hash',
  async (size) => {
    await using store = await createTestStore();
    const segment = someSegment();
    const bytes = randomBytes(size);
    const stored = await storeSegment(store, segment, bytes);
    expect(stored.size).toBe(size);
    expect(Buffer.from(stored.sha256 ?? [])).toEqual(sha256(bytes));
    const back = await readAll(store.openSegmentRange(sealedObjectOf(segment, stored), 0, size));
    expect(back.equals(bytes)).toBe(true);
    expect(await readdir(join(store.dataDir, 'objects', 'tmp'))).toEqual([]);
  },
);

test('the running hash goes on over segments, and over one that was thrown away', async () => {
  await using store = await createTestStore();
  const bytes = randomBytes(900 * KIB);
  const file = someSegment();
  const part = (number: number, from: number, to: number, given = bytes.subarray(from * KIB, to * KIB)) =>
    storeSegment(store, { ...file, number }, given, { offset: from * KIB });
  const first = await part(0, 0, 300);
  // As long as the one that takes its place: only the offset would not tell them apart.
  const lost = await part(1, 300, 500, randomBytes(200 * KIB));
  await lost.discard();
  await part(1, 300, 500);
  const last = await part(2, 500, 900);
  expect(Buffer.from(first.sha256 ?? [])).toEqual(sha256(bytes.subarray(0, 300 * KIB)));
  expect(Buffer.from(last.sha256 ?? [])).toEqual(sha256(bytes));
});

test('a hash that would start in the middle is not made up', async () => {
  await using store = await createTestStore();
  const stored = await storeSegment(store, someSegment({ number: 4 }), randomBytes(10), { offset: 7 });
  expect(stored.sha256).toBeNull();
});

test.each(['sha1', 'sha256'] as const)('the checksum of one body with %s', async (checksum) => {
  await using store = await createTestStore();
  const bytes = randomBytes(300 * KIB);
  const stored = await storeSegment(store, someSegment(), bytes, { checksum, offset: 5 });
  expect(Buffer.from(stored.checksum ?? [])).toEqual(createHash(checksum).update(bytes).digest());
});

test('any range of a segment is read right', async () => {
  await using store = await createTestStore();
  const segment = someSegment();
  const bytes = randomBytes(2 * MIB + 333);
  const object = sealedObjectOf(segment, await storeSegment(store, segment, bytes));
  const range = tuple(nat(bytes.length), nat(bytes.length)).map(([a, b]) => [Math.min(a, b), Math.max(a, b)]);
  await assert(
    asyncProperty(range, async ([start = 0, end = 0]) => {
      const back = await readAll(store.openSegmentRange(object, start, end));
      expect(back.equals(bytes.subarray(start, end))).toBe(true);
    }),
    { numRuns: 40 },
  );
});

test('nothing that was sent is on the disk in the clear', async () => {
  await using store = await createTestStore();
  const marker = Buffer.from('MARKER-of-a-file-nobody-may-read');
  const segment = someSegment();
  const stored = await storeSegment(store, segment, Buffer.concat([randomBytes(500 * KIB), marker]));
  const path = join(store.dataDir, 'objects', segment.place.firmId, segment.place.containerId, stored.objectId);
  expect((await readFile(path)).includes(marker)).toBe(false);
});

test.each([
  ['flipped bit at the end', async (path: string, size: number) => flipBit(path, size - 1)],
  ['flipped bit in the first chunk', async (path: string) => flipBit(path, 300)],
  ['flipped bit in the header', async (path: string) => flipBit(path, 30)],
  ['end cut off', async (path: string, size: number) => truncate(path, size - 1)],
  ['last chunk cut off', async (path: string) => truncate(path, 116 + 256 * KIB + 16)],
  ['nothing left', async (path: string) => truncate(path, 0)],
  ['object missing', async (path: string) => unlink(path)],
])('a damaged object is an error, not a file: %s', async (_what, damage) => {
  await using store = await createTestStore();
  const segment = someSegment();
  const size = 700 * KIB;
  const stored = await storeSegment(store, segment, randomBytes(size));
  const path = join(store.dataDir, 'objects', segment.place.firmId, segment.place.containerId, stored.objectId);
  await damage(path, (await readFile(path)).length);
  const reading = readAll(store.openSegmentRange(sealedObjectOf(segment, stored), 0, size));
  await expect(reading).rejects.toBeInstanceOf(DamagedObject);
});

test('an object put in the place of another one is refused', async () => {
  await using store = await createTestStore();
  const segment = someSegment();
  const other = { ...segment, number: 1 };
  const stored = await storeSegment(store, segment, randomBytes(1000));
  const reading = readAll(store.openSegmentRange(sealedObjectOf(other, stored), 0, 1000));
  await expect(reading).rejects.toBeInstanceOf(DamagedObject);
});

test('a given-up segment leaves nothing behind', async () => {
  await using store = await createTestStore();
  const segment = someSegment();
  const header = { fileId: segment.fileId, number: 0, intakeKeyId: randomUUID(), chunkBytes: 256 * KIB };
  const open = store.startSegment({
    place: segment.place,
    offset: 0,
    seal: { fileKey: segment.fileKey, header },
    onRoom: () => undefined,
    onFailure: () => undefined,
  });
  open.write(randomBytes(20 * MIB));
  await open.abort();
  expect(await readdir(join(store.dataDir, 'objects', 'tmp'))).toEqual([]);
});

test('what a killed process had half written is gone with the next start', async () => {
  await using store = await createTestStore();
  const half = join(store.dataDir, 'objects', 'tmp', randomUUID());
  await writeFile(half, randomBytes(100));
  await using next = await createTestStore({ dataDir: store.dataDir });
  expect(await readdir(join(next.dataDir, 'objects', 'tmp'))).toEqual([]);
});

test('a disk that counts as full takes no more, and says so', async () => {
  let full = false;
  await using store = await createTestStore({ isFull: () => full });
  await storeSegment(store, someSegment(), randomBytes(10));
  full = true;
  await expect(storeSegment(store, someSegment(), randomBytes(10))).rejects.toBeInstanceOf(StorageFull);
});

async function flipBit(path: string, at: number): Promise<void> {
  const bytes = await readFile(path);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  await writeFile(path, bytes);
}
