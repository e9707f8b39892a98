import { randomBytes, randomUUID } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { createTestStore, type TestStore } from './testing/test-store.ts';

let store: TestStore;
const place = { firmId: randomUUID(), containerId: randomUUID() };

beforeEach(async () => {
  store = await createTestStore();
});
afterEach(() => store[Symbol.asyncDispose]());

async function storePack(pieces: Uint8Array[]): Promise<ReturnType<TestStore['storePack']>> {
  const stored = store.storePack(place, pieces);
  await stored.durable;
  return stored;
}

const folder = (): string => join(store.dataDir, 'objects', place.firmId, place.containerId);
const contents = (objectId: string): Promise<Buffer> => readFile(join(folder(), objectId));
const names = (): Promise<string[]> => readdir(folder());

describe('groups of small files', () => {
  test('one after the other share an object, each where it says', async () => {
    const groups = Array.from({ length: 20 }, (_, n) => randomBytes(1000 + n * 777));
    const stored: ReturnType<TestStore['storePack']>[] = [];
    for (const group of groups) {
      const one = await storePack([group.subarray(0, 10), group.subarray(10)]);
      one.release();
      stored.push(one);
    }
    expect(new Set(stored.map(({ objectId }) => objectId)).size).toBe(1);
    for (const [n, { objectId, start }] of stored.entries()) {
      const group = groups[n] ?? Buffer.alloc(0);
      expect((await contents(objectId)).subarray(start, start + group.length).equals(group)).toBe(true);
    }
  });

  test('at the same time lie in objects of their own, and nothing overlaps', async () => {
    const groups = Array.from({ length: 60 }, () => randomBytes(5000));
    const stored = await Promise.all(
      groups.map(async (group, n) => {
        await new Promise((resolve) => setTimeout(resolve, n % 7));
        return await storePack([group]);
      }),
    );
    for (const [n, { objectId, start }] of stored.entries()) {
      expect((await contents(objectId)).subarray(start, start + 5000).equals(groups[n] ?? Buffer.alloc(0))).toBe(true);
    }
    for (const one of stored) one.release();
  });

  test('leave no bytes behind them that were written ahead', async () => {
    const sizes = [100, 200, 300];
    for (const size of sizes) (await storePack([randomBytes(size)])).release();
    const [name = ''] = await names();
    expect((await stat(join(folder(), name))).size).toBeGreaterThan(600);
    await store.sweep(async (_, ids) => new Set(ids), 0);
    expect((await stat(join(folder(), name))).size).toBe(600);
  });

  test('of more pieces than one call takes are complete', async () => {
    const pieces = Array.from({ length: 2500 }, () => randomBytes(3));
    const { objectId } = await storePack(pieces);
    expect((await contents(objectId)).equals(Buffer.concat(pieces))).toBe(true);
  });

  test('take their object along when they are refused, unless others are in it', async () => {
    const alone = await storePack([randomBytes(10)]);
    await alone.discard();
    expect(await names()).toEqual([]);
    const first = await storePack([randomBytes(10)]);
    first.release();
    const second = await storePack([randomBytes(10)]);
    await second.discard();
    expect(await names()).toEqual([first.objectId]);
  });

  test('on their way keep their object from being removed; afterwards the sweep asks the rows', async () => {
    const first = await storePack([randomBytes(10)]);
    first.release();
    const onTheWay = await storePack([randomBytes(10)]);
    expect(onTheWay.objectId).toBe(first.objectId);
    // The only file whose row names it is taken back while the second group has not been committed yet.
    await store.removeObjects(place, [first.objectId]);
    await store.sweep(async () => new Set(), 0);
    expect(await names()).toEqual([first.objectId]);
    expect((await storePack([randomBytes(10)])).objectId).not.toBe(first.objectId);
    onTheWay.release();
    await store.sweep(async () => new Set(), 0);
    expect(await names()).not.toContain(first.objectId);
  });

  test('of an erased container are gone, and later ones begin anew', async () => {
    const first = await storePack([randomBytes(10)]);
    await store.removeContainer(place);
    first.release();
    const later = await storePack([randomBytes(20)]);
    expect(later.objectId).not.toBe(first.objectId);
    expect(await names()).toEqual([later.objectId]);
    later.release();
  });
});
