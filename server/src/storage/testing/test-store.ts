import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { STORED_CHUNK_BYTES } from '@schleuse/sealing/segment-header';
import pino from 'pino';

import type { SealedObject } from '../read-object.ts';
import { openSegmentStore, type SegmentStore, type SegmentStoreOptions, type StoredSegment } from '../segment-store.ts';

export type TestStore = SegmentStore & AsyncDisposable & { dataDir: string; fatal: Error[] };

/** A store on the real disk, in a directory of its own. */
export async function createTestStore(options: Partial<SegmentStoreOptions> = {}): Promise<TestStore> {
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'schleuse-store-')));
  const fatal: Error[] = [];
  const log = pino({ level: 'silent' });
  const store = await openSegmentStore({ log, onFatal: (error) => fatal.push(error), ...options, dataDir });
  return {
    ...store,
    dataDir,
    fatal,
    async [Symbol.asyncDispose]() {
      await store.close();
      if (!options.dataDir) await rm(dataDir, { recursive: true, force: true });
    },
  };
}

export type TestSegment = { fileId: string; fileKey: Uint8Array; number: number; place: SealedObject['place'] };

export function someSegment(values: Partial<TestSegment> = {}): TestSegment {
  const place = { firmId: randomUUID(), containerId: randomUUID() };
  return { fileId: randomUUID(), fileKey: randomBytes(32), number: 0, place, ...values };
}

export function headerOf({ fileId, number }: TestSegment) {
  return { fileId, number, intakeKeyId: randomUUID(), chunkBytes: STORED_CHUNK_BYTES };
}

/** Writes `bytes` in pieces as they come from a socket, obeying the backpressure. */
export async function storeSegment(
  store: SegmentStore,
  segment: TestSegment,
  bytes: Uint8Array,
  options: { offset?: number; checksum?: 'sha1' | 'sha256'; pieceBytes?: number } = {},
): Promise<StoredSegment> {
  let room = Promise.withResolvers<void>();
  const open = store.startSegment({
    place: segment.place,
    offset: options.offset ?? 0,
    seal: { fileKey: segment.fileKey, header: headerOf(segment) },
    checksum: options.checksum ?? null,
    onRoom: () => room.resolve(),
    onFailure: () => room.resolve(),
  });
  const pieceBytes = options.pieceBytes ?? 65_536;
  for (let at = 0; at < bytes.length; at += pieceBytes) {
    if (open.write(bytes.subarray(at, at + pieceBytes))) continue;
    await room.promise;
    room = Promise.withResolvers<void>();
  }
  return open.finish();
}

export function sealedObjectOf(segment: TestSegment, stored: { objectId: string; size: number }): SealedObject {
  const { place, fileId, fileKey, number } = segment;
  return { place, objectId: stored.objectId, objectStart: 0, size: stored.size, open: { fileId, fileKey, number } };
}

export async function readAll(source: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of source) pieces.push(piece);
  return Buffer.concat(pieces);
}
