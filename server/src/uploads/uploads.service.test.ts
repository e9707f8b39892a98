import { createHash, randomBytes } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';

import pino from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { createTestUploads, type TestUploads } from './testing/test-uploads.ts';
import { createUploads } from './uploads.service.ts';
import type { Body } from './uploads-deps.ts';

const KIB = 1024;
const MIB = 1024 * KIB;
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const bodyOf = (bytes: Buffer): Body => ({ stream: Readable.from(slices(bytes)), length: bytes.length });

let t: TestUploads;
beforeAll(async () => {
  t = await createTestUploads({ cut: { bytes: 2 * MIB, milliseconds: 20_000 } });
});
afterAll(async () => await t[Symbol.asyncDispose]());

function* slices(bytes: Buffer, size = 64 * KIB): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function fileRow(id: string) {
  return await t.database.inFirm(t.firmId, (tx) =>
    tx.selectFrom('files').selectAll().where('id', '=', id).executeTakeFirst(),
  );
}

async function segmentRows(id: string) {
  return await t.database.inFirm(t.firmId, (tx) =>
    tx.selectFrom('segments').selectAll().where('upload_id', '=', id).orderBy('number').execute(),
  );
}

test('D3: a file in three bodies of many segments is whole, hashed and readable', async () => {
  const { actor } = await t.open();
  const bytes = randomBytes(9 * MIB + 5);
  const begun = await t.uploads.createUpload(actor, { name: 'Datenbank.fdb', length: bytes.length });
  expect(begun).toMatchObject({ received: 0, state: 'open' });
  let offset = 0;
  for (const size of [1, 5 * MIB, 4 * MIB + 4]) {
    const { received } = await t.uploads.appendBytes(
      actor,
      begun.id,
      offset,
      bodyOf(bytes.subarray(offset, offset + size)),
    );
    offset += size;
    expect(received).toBe(offset);
  }
  expect((await fileRow(begun.id))?.sha256?.toString('hex')).toBe(sha256(bytes));
  expect((await segmentRows(begun.id)).length).toBeGreaterThan(4);
  expect((await t.readFile(begun.id, bytes.length)).equals(bytes)).toBe(true);
  expect(t.targets.completedFiles).toContain(begun.id);
});

test('many small files at once share objects and are all whole', async () => {
  const { actor, containerId } = await t.open();
  const files = Array.from({ length: 60 }, (_, i) => randomBytes(i === 0 ? 0 : 10 * KIB + i));
  const states = await Promise.all(
    files.map((bytes, i) => t.uploads.createUpload(actor, { name: `${i}.txt`, length: bytes.length }, bodyOf(bytes))),
  );
  const objects = await readdir(join(t.dataDir, 'objects', t.firmId, containerId));
  expect(objects.length).toBeLessThan(30);
  for (const [i, state] of states.entries()) {
    const bytes = files[i] ?? Buffer.alloc(0);
    expect(state).toMatchObject({ name: `${i}.txt`, received: bytes.length, state: 'complete' });
    expect((await fileRow(state.id))?.sha256?.toString('hex')).toBe(sha256(bytes));
    expect((await t.readFile(state.id, bytes.length)).equals(bytes)).toBe(true);
  }
});

test('an empty file is whole at once, with and without a body', async () => {
  const { actor } = await t.open();
  const state = await t.uploads.createUpload(actor, { name: 'leer.txt', length: 0 });
  expect(state).toMatchObject({ state: 'complete', received: 0 });
  expect((await fileRow(state.id))?.sha256?.toString('hex')).toBe(sha256(Buffer.alloc(0)));
});

test('the second file of one path gets a number, whatever the case of its letters', async () => {
  const { actor } = await t.open();
  const names: string[] = [];
  for (const name of ['Liste.csv', 'Liste.csv', 'liste.CSV', 'Liste (2).csv']) {
    const created = await t.uploads.createUpload(actor, { name, length: 3 }, bodyOf(Buffer.from('abc')));
    names.push(created.name);
  }
  expect(names).toEqual(['Liste.csv', 'Liste (2).csv', 'liste (3).CSV', 'Liste (2) (2).csv']);
  const inFolder = { name: 'Liste.csv', relativePath: 'Ordner/Liste.csv', length: 3 };
  const together = await Promise.all(
    [1, 2].map(() => t.uploads.createUpload(actor, inFolder, bodyOf(Buffer.from('abc')))),
  );
  expect(together.map((state) => state.relativePath).sort()).toEqual(['Ordner/Liste (2).csv', 'Ordner/Liste.csv']);
});

test('a whole file can be taken back while the drop-off is open; others in its object stay', async () => {
  const { actor } = await t.open();
  const [first, second] = await Promise.all(
    ['a', 'b'].map((name) => t.uploads.createUpload(actor, { name, length: 3 }, bodyOf(Buffer.from(name.repeat(3))))),
  );
  await t.uploads.terminateUpload(actor, first?.id ?? '');
  expect(await fileRow(first?.id ?? '')).toBeUndefined();
  await expect(t.uploads.describeUpload(actor, first?.id ?? '')).rejects.toMatchObject({ code: 'not_found' });
  expect((await t.readFile(second?.id ?? '', 3)).toString()).toBe('bbb');
  await t.uploads.terminateUpload(actor, second?.id ?? '');
});

test('limits hold before the first byte, also within one group', async () => {
  await using small = await createTestUploads({ limits: { maxFiles: 3, maxFileBytes: 100, maxTotalBytes: 150 } });
  const { actor } = await small.open();
  const create = (name: string, length: number) => small.uploads.createUpload(actor, { name, length });
  await expect(create('zu-gross', 101)).rejects.toMatchObject({ code: 'file_too_large', details: { limit: 100 } });
  await create('a', 100);
  await expect(create('b', 51)).rejects.toMatchObject({ code: 'total_too_large', details: { left: 50 } });
  const outcomes = await Promise.allSettled(
    ['c', 'd', 'e'].map((name) => small.uploads.createUpload(actor, { name, length: 1 }, bodyOf(Buffer.from('x')))),
  );
  expect(outcomes.map((outcome) => outcome.status).sort()).toEqual(['fulfilled', 'fulfilled', 'rejected']);
  expect(outcomes.find((outcome) => outcome.status === 'rejected')?.reason).toMatchObject({ code: 'too_many_files' });
});

test('an upload that nobody finished expires, and its bytes go', async () => {
  let now = new Date();
  await using old = await createTestUploads({ clock: () => now });
  const { actor, containerId } = await old.open();
  const begun = await old.uploads.createUpload(actor, { name: 'halb.zip', length: 10 });
  await old.uploads.appendBytes(actor, begun.id, 0, bodyOf(Buffer.from('12345')));
  now = new Date(now.getTime() + 2 * 86_400_000);
  const system = { kind: 'system', firmId: old.firmId, task: 'test' } as const;
  expect(await old.uploads.expireUploads(system)).toBe(1);
  expect(await readdir(join(old.dataDir, 'objects', old.firmId, containerId))).toEqual([]);
  await expect(old.uploads.describeUpload(actor, begun.id)).rejects.toMatchObject({ code: 'expired' });
});

test('the sweep removes what no row names and nothing else', async () => {
  await using fresh = await createTestUploads();
  const { actor, containerId } = await fresh.open();
  const kept = await fresh.uploads.createUpload(actor, { name: 'bleibt', length: 4 }, bodyOf(Buffer.from('1234')));
  const place = { firmId: fresh.firmId, containerId };
  // Ends the object that the file lies in: small files that follow share it otherwise.
  expect(await fresh.uploads.sweepOrphans(0)).toMatchObject({ removed: 0 });
  const orphan = fresh.store.storePack(place, [randomBytes(100)]);
  await orphan.durable;
  expect(await fresh.uploads.sweepOrphans(0)).toMatchObject({ removed: 0 });
  orphan.release();
  expect(await fresh.uploads.sweepOrphans(60_000)).toMatchObject({ removed: 0 });
  expect(await fresh.uploads.sweepOrphans(0)).toMatchObject({ removed: 1, bytes: 100 });
  expect((await fresh.readFile(kept.id, 4)).toString()).toBe('1234');
});

test('two processes on one upload: the second to commit is refused, whatever lock it holds', async () => {
  const { actor } = await t.open();
  const { database, store, keys, targets } = t;
  const log = pino({ level: 'silent' });
  const other = createUploads({ database, store, keys, targets, events: targets, log, clock: () => new Date() });
  const [mine, theirs] = [randomBytes(300_000), randomBytes(300_000)];
  const { id } = await t.uploads.createUpload(actor, { name: 'doppelt', length: 300_000 });
  const outcomes = await Promise.allSettled([
    t.uploads.appendBytes(actor, id, 0, bodyOf(mine)),
    other.appendBytes(actor, id, 0, bodyOf(theirs)),
  ]);
  const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
  expect(refused.map((outcome) => outcome.reason)).toMatchObject([{ code: 'offset_mismatch' }]);
  const stored = await t.readFile(id, 300_000);
  expect(stored.equals(outcomes[0]?.status === 'fulfilled' ? mine : theirs)).toBe(true);
});

test('a small body that is shorter than announced makes no file', async () => {
  const { actor, containerId } = await t.open();
  const body = { stream: Readable.from([Buffer.from('ab')]), length: 3 };
  const creating = t.uploads.createUpload(actor, { name: 'kurz', length: 3 }, body);
  await expect(creating).rejects.toMatchObject({ code: 'body_too_short' });
  expect(await t.database.inFirm(t.firmId, (tx) => t.uploads.listUploads(tx, containerId))).toEqual([]);
});
