import { beforeAll, describe, expect, test } from 'vitest';

import { signCheckpoint } from './checkpoint.ts';
import { cosign } from './cosignature.ts';
import { MalformedLog } from './malformed-log.ts';
import { hashLeaf, type Hash } from './merkle-tree.ts';
import { timestampedCosignature } from './note-key.ts';
import type { NoteSigner } from './signed-note.ts';
import { makeSigner } from './testing/make-signer.ts';
import { createStoredTree } from './testing/stored-tree.ts';
import { checkTlogProof, formatTlogProof, parseTlogProof, type TlogProof } from './tlog-proof.ts';

const leaf = (number: number): Uint8Array => new TextEncoder().encode(`leaf ${number}`);
const origin = 'files.example/log/1';
let log: NoteSigner;
let witness: NoteSigner;
let proof: TlogProof;
let leafHash: Hash;

beforeAll(async () => {
  log = await makeSigner(origin);
  witness = await makeSigner('witness.example/w1', timestampedCosignature);
  const tree = createStoredTree();
  const head = tree.append(Array.from({ length: 11 }, (_, number) => leaf(number)));
  const note = await signCheckpoint({ origin, ...head }, log);
  const checkpoint = note + (await cosign(note, witness, 1_790_000_000));
  leafHash = hashLeaf(leaf(6));
  proof = { index: 6, hashes: await tree.read().proveInclusion(6), checkpoint };
});

describe('C2SP tlog-proof', () => {
  test('has the form of the specification and comes back as it was written', () => {
    const text = formatTlogProof(proof);
    const base64 = proof.hashes.map((hash) => Buffer.from(hash).toString('base64'));
    expect(text).toBe(`c2sp.org/tlog-proof@v1\nindex 6\n${base64.join('\n')}\n\n${proof.checkpoint}`);
    expect(parseTlogProof(text)).toEqual(proof);
    const extra = { ...proof, extra: Uint8Array.of(1, 2, 3) };
    expect(formatTlogProof(extra)).toContain('\nextra AQID\nindex 6\n');
    expect(parseTlogProof(formatTlogProof(extra))).toEqual(extra);
  });

  test('the only leaf of a tree needs no hashes', async () => {
    const head = createStoredTree().append([leaf(0)]);
    const text = formatTlogProof({ index: 0, hashes: [], checkpoint: await signCheckpoint({ origin, ...head }, log) });
    expect(text).toMatch(/^c2sp.org\/tlog-proof@v1\nindex 0\n\nfiles.example/);
    const result = await checkTlogProof(parseTlogProof(text), hashLeaf(leaf(0)), { logKey: log.key });
    expect(result).toMatchObject({ valid: true, checkpoint: { size: 1 } });
  });

  test('is believed, with the witnesses one knows', async () => {
    expect(await checkTlogProof(proof, leafHash, { logKey: log.key })).toMatchObject({ valid: true, cosignatures: [] });
    const result = await checkTlogProof(proof, leafHash, { logKey: log.key, witnesses: [witness.key] });
    expect(result).toMatchObject({
      valid: true,
      checkpoint: { origin, size: 11 },
      cosignatures: [{ witness: witness.key, timestamp: 1_790_000_000 }],
    });
  });

  test('threat: another leaf, place, path, tree, log or key', async () => {
    const { key } = log;
    const check = async (change: Partial<TlogProof>, hash = leafHash, trust = { logKey: key }) => {
      const result = await checkTlogProof({ ...proof, ...change }, hash, trust);
      return result.valid ? 'valid' : result.reason;
    };
    const { hashes, checkpoint } = proof;
    expect(await check({})).toBe('valid');
    expect(await check({}, hashLeaf(leaf(7)))).toBe('not_included');
    expect(await check({ index: 7 })).toBe('not_included');
    expect(await check({ index: 11 })).toBe('not_included');
    expect(await check({ hashes: hashes.slice(1) })).toBe('not_included');
    expect(await check({ hashes: hashes.slice(0, -1) })).toBe('not_included');
    expect(await check({ hashes: [...hashes, leafHash] })).toBe('not_included');
    const grown = createStoredTree().append(Array.from({ length: 12 }, (_, number) => leaf(number)));
    expect(await check({ checkpoint: await signCheckpoint({ origin, ...grown }, log) })).toBe('not_included');
    expect(await check({ checkpoint: checkpoint.replace('\n11\n', '\n12\n') })).toBe('checkpoint_signature_wrong');
    const elsewhere = await makeSigner('other.example');
    const other = await signCheckpoint({ origin, ...grown }, elsewhere);
    expect(await check({ checkpoint: other })).toBe('checkpoint_not_signed');
    expect(await check({}, leafHash, { logKey: (await makeSigner(origin)).key })).toBe('checkpoint_not_signed');
    expect(await check({ checkpoint: await signCheckpoint({ origin: 'b', ...grown }, log) })).toBe(
      'checkpoint_not_signed',
    );
    expect(await check({ checkpoint: 'x\n' })).toBe('malformed');
  });

  test('threat: a witness that never signed this', async () => {
    const smaller = await signCheckpoint({ origin, ...createStoredTree().append([leaf(0)]) }, log);
    const moved = proof.checkpoint + (await cosign(smaller, witness, 1_790_000_001));
    const trust = { logKey: log.key, witnesses: [witness.key] };
    const result = await checkTlogProof({ ...proof, checkpoint: moved }, leafHash, trust);
    expect(result).toEqual({ valid: false, reason: 'cosignature_wrong' });
  });

  test.each<[string, (text: string) => string]>([
    ['another version', (text) => text.replace('@v1', '@v2')],
    ['no index', (text) => text.replace('index 6\n', '')],
    ['a leading zero', (text) => text.replace('index 6', 'index 06')],
    ['a negative index', (text) => text.replace('index 6', 'index -6')],
    ['an index past 2^53', (text) => text.replace('index 6', 'index 18446744073709551615')],
    ['extra data behind the index', (text) => text.replace('index 6\n', 'index 6\nextra AQID\n')],
    ['extra data that is no base64', (text) => text.replace('index 6', 'extra ?\nindex 6')],
    ['a hash of 31 bytes', (text) => text.replace('index 6\n', `index 6\n${'A'.repeat(40)}AA==\n`)],
    ['64 hashes', (text) => text.replace('index 6\n', `index 6\n${`${'A'.repeat(43)}=\n`.repeat(64)}`)],
    ['no checkpoint', (text) => text.slice(0, text.indexOf('\n\n') + 2)],
    ['a cut off checkpoint', (text) => text.slice(0, -1)],
    ['carriage returns', (text) => text.replaceAll('\n', '\r\n')],
    ['nothing', () => ''],
  ])('refuses %s', (_, change) => {
    expect(() => parseTlogProof(change(formatTlogProof(proof)))).toThrow(MalformedLog);
  });
});
