import { openCheckpoint } from '@schleuse/proofs/checkpoint';
import { decodeEntries } from '@schleuse/proofs/entry-bundle';
import { checkConsistency, checkInclusion } from '@schleuse/proofs/merkle-proofs';
import { hashLeaf } from '@schleuse/proofs/merkle-tree';
import { parseVerifierKey } from '@schleuse/proofs/note-key';
import { createTileReader } from '@schleuse/proofs/tile-reader';
import { entriesPath, tilePath, tileWidth, widthInTree } from '@schleuse/proofs/tiles';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { startApp, type TestApp } from '../testing/start-app.ts';

let app: TestApp;
let prefix: string;
let firmId: string;
let vkey: string;
beforeAll(async () => {
  app = await startApp();
  ({ firmId } = (await app.addFirm()).owner);
  vkey = await app.services.evidenceLog.verifierKey(firmId);
  prefix = `${app.url}/log/${firmId}`;
});
afterAll(() => app[Symbol.asyncDispose]());

async function fetchBytes(path: string): Promise<Uint8Array> {
  const answer = await fetch(`${prefix}/${path}`);
  expect(answer.status, path).toBe(200);
  expect(answer.headers.get('content-type')).toBe('application/octet-stream');
  expect(answer.headers.get('cache-control')).toContain('immutable');
  return new Uint8Array(await answer.arrayBuffer());
}

/** What a stranger who has nothing but the address and the key gets: a believed head and proofs from tiles. */
async function follow() {
  const note = await fetch(`${prefix}/checkpoint`);
  expect(note.headers.get('content-type')).toBe('text/plain; charset=utf-8');
  const head = await openCheckpoint(await note.text(), parseVerifierKey(vkey));
  return { ...head, tree: createTileReader(head.size, (tile) => fetchBytes(tilePath(tile))) };
}

async function addEvents(count: number): Promise<void> {
  const { database } = app.services.erasing;
  await database.inFirm(firmId, (tx) =>
    tx
      .insertInto('events')
      .values(
        Array.from({ length: count }, () => ({
          firm_id: firmId,
          kind: 'test',
          actor_kind: 'system' as const,
          subject_kind: 'firm',
        })),
      )
      .execute(),
  );
  await app.services.evidenceLog.sequenceNow(firmId);
}

describe('X2: a stranger follows the log over HTTP alone', () => {
  test('from one head to the next: consistent, and every entry is in it', async () => {
    let old = await follow();
    for (const count of [1, 40, 300, 700]) {
      await addEvents(count);
      const head = await follow();
      const proof = await head.tree.proveConsistency(old.size);
      expect(head.size).toBe(old.size + count);
      expect(checkConsistency({ oldSize: old.size, oldRoot: old.root, size: head.size, root: head.root, proof })).toBe(
        true,
      );
      old = head;
    }
    let index = 0;
    for (let tile = 0; tile * tileWidth < old.size; tile += 1) {
      const width = widthInTree({ level: 0, index: tile }, old.size);
      for (const entry of decodeEntries(await fetchBytes(entriesPath({ index: tile, width })))) {
        const proof = await old.tree.proveInclusion(index);
        const { size, root } = old;
        expect(checkInclusion({ leafHash: hashLeaf(entry), index, size, root, proof })).toBe(true);
        expect(Buffer.from(entry).toString()).toMatch(/^schleuse-event-v1\n[A-Za-z0-9+/]{43}=$/);
        index += 1;
      }
    }
    expect(index).toBe(old.size);
  });

  test('partial tiles of earlier heads stay, also after the tile became full', async () => {
    const full = await fetchBytes('tile/0/000');
    expect(full).toHaveLength(8_192);
    expect(await fetchBytes('tile/0/000.p/1')).toEqual(full.slice(0, 32));
    expect(await fetchBytes('tile/0/000.p/255')).toEqual(full.slice(0, 255 * 32));
  });

  test.each([
    'tile/0/005',
    'tile/0/004.p/255',
    'tile/3/000.p/1',
    'tile/0/000.p/256',
    'tile/0/000.p/0',
    'tile/0/0',
    'tile/00/000',
    'tile/0/x000/000',
    'tile/64/000',
    'tile/-1/000',
    'tile/entries/999',
    'tile/0/..%2f..%2fcheckpoint',
    'tile/',
  ])('%s is not there', async (path) => {
    const answer = await fetch(`${prefix}/${path}`);
    expect(answer.status).toBe(404);
    expect(answer.headers.get('cache-control') ?? '').not.toContain('immutable');
  });

  test('a firm that is none has no log', async () => {
    const other = `${app.url}/log/${crypto.randomUUID()}/checkpoint`;
    expect((await fetch(other)).status).toBe(404);
    expect((await fetch(`${app.url}/log/musterhaus/checkpoint`)).status).toBe(400);
  });
});
