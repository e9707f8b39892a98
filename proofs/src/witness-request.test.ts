import { beforeAll, describe, expect, test } from 'vitest';

import { signCheckpoint } from './checkpoint.ts';
import { MalformedLog } from './malformed-log.ts';
import { emptyRoot, type Hash } from './merkle-tree.ts';
import type { NoteSigner } from './signed-note.ts';
import { makeSigner } from './testing/make-signer.ts';
import { createStoredTree } from './testing/stored-tree.ts';
import {
  type AddCheckpoint,
  formatAddCheckpoint,
  judgeAddCheckpoint,
  parseAddCheckpoint,
  parseSizeConflict,
} from './witness-request.ts';

const origin = 'files.example/log/1';
const leaves = (count: number, word = 'leaf'): Uint8Array[] =>
  Array.from({ length: count }, (_, at) => new TextEncoder().encode(`${word} ${at}`));
let log: NoteSigner;
let request: AddCheckpoint;
let known: { size: number; root: Hash };

beforeAll(async () => {
  log = await makeSigner(origin);
  const tree = createStoredTree();
  known = tree.append(leaves(20));
  const head = tree.append(leaves(30));
  const checkpoint = await signCheckpoint({ origin, ...head }, log);
  request = { oldSize: 20, proof: await tree.read().proveConsistency(20), checkpoint };
});

describe('C2SP tlog-witness, add-checkpoint', () => {
  test('the body has the form of the specification and comes back', () => {
    const body = formatAddCheckpoint(request);
    expect(body.split('\n').slice(0, 2)).toEqual(['old 20', Buffer.from(request.proof[0] ?? []).toString('base64')]);
    expect(body.endsWith(`\n\n${request.checkpoint}`)).toBe(true);
    expect(parseAddCheckpoint(body)).toEqual(request);
    const first = { oldSize: 0, proof: [], checkpoint: request.checkpoint };
    expect(formatAddCheckpoint(first)).toBe(`old 0\n\n${request.checkpoint}`);
    expect(parseAddCheckpoint(formatAddCheckpoint(first))).toEqual(first);
  });

  test.each<[string, (body: string) => string]>([
    ['no old size', (body) => body.replace('old 20\n', '')],
    ['a leading zero', (body) => body.replace('old 20', 'old 020')],
    ['64 hashes', (body) => body.replace('old 20\n', `old 20\n${`${'A'.repeat(43)}=\n`.repeat(64)}`)],
    ['no hash', (body) => body.replace('old 20\n', 'old 20\nhash\n')],
    ['no checkpoint', (body) => body.slice(0, body.indexOf('\n\n') + 2)],
  ])('refuses %s', (_, change) => {
    expect(() => parseAddCheckpoint(change(formatAddCheckpoint(request)))).toThrow(MalformedLog);
  });

  test('the answer 409 says the size', () => {
    expect(parseSizeConflict('20852014\n')).toBe(20_852_014);
    for (const body of ['20', '020\n', '20\n\n', 'x\n']) expect(() => parseSizeConflict(body)).toThrow(MalformedLog);
  });
});

describe('what a witness checks', () => {
  test('a tree that goes on, the first one it sees, and the same again', async () => {
    expect(await judgeAddCheckpoint(request, known, log.key)).toMatchObject({ status: 200, checkpoint: { size: 50 } });
    const first = { ...request, oldSize: 0, proof: [] };
    expect(await judgeAddCheckpoint(first, undefined, log.key)).toMatchObject({ status: 200 });
    const same = { oldSize: 20, proof: [], checkpoint: await signCheckpoint({ origin, ...known }, log) };
    expect(await judgeAddCheckpoint(same, known, log.key)).toMatchObject({ status: 200 });
  });

  test('threat: a fork, a tree taken back, a wrong proof, a strange log', async () => {
    const judge = async (change: Partial<AddCheckpoint>, key = log.key) =>
      (await judgeAddCheckpoint({ ...request, ...change }, known, key)).status;
    const other = createStoredTree();
    other.append(leaves(20, 'other'));
    const forked = await signCheckpoint({ origin, ...other.append(leaves(30)) }, log);
    expect(await judge({ checkpoint: forked })).toBe(422);
    expect(await judge({ checkpoint: forked, proof: await other.read().proveConsistency(20) })).toBe(422);
    expect(await judge({ proof: request.proof.slice(1) })).toBe(422);
    const smaller = createStoredTree().append(leaves(10));
    expect(await judge({ checkpoint: await signCheckpoint({ origin, ...smaller }, log), proof: [] })).toBe(400);
    expect(await judge({ oldSize: 0, proof: [] })).toBe(409);
    expect(await judgeAddCheckpoint({ ...request, oldSize: 19 }, known, log.key)).toEqual({ status: 409, size: 20 });
    expect(await judge({}, (await makeSigner('other.example')).key)).toBe(404);
    expect((await judgeAddCheckpoint(request, known)).status).toBe(404);
    expect(await judge({}, (await makeSigner(origin)).key)).toBe(403);
    expect(await judge({ checkpoint: request.checkpoint.replace('\n50\n', '\n51\n') })).toBe(403);
    const hollow = await signCheckpoint({ origin, size: 0, root: known.root }, log);
    const empty = { size: 0, root: emptyRoot() };
    expect(await judgeAddCheckpoint({ oldSize: 0, proof: [], checkpoint: hollow }, empty, log.key)).toEqual({
      status: 422,
    });
  });
});
