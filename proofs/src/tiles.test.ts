import { describe, expect, test } from 'vitest';

import { decodeEntries, encodeEntries } from './entry-bundle.ts';
import { growTiles } from './grow-tiles.ts';
import { MalformedLog } from './malformed-log.ts';
import { checkConsistency, checkInclusion } from './merkle-proofs.ts';
import { hashLeaf } from './merkle-tree.ts';
import { createStoredTree } from './testing/stored-tree.ts';
import { entriesPath, parseTilePath, rightTiles, tilePath, widthInTree } from './tiles.ts';

const leaf = (number: number): Uint8Array => new TextEncoder().encode(`leaf ${number}`);
const leaves = (count: number, from = 0): Uint8Array[] => Array.from({ length: count }, (_, at) => leaf(from + at));

describe('paths of tiles (C2SP tlog-tiles)', () => {
  test.each([
    ['tile/0/000', { level: 0, index: 0, width: 256 }],
    ['tile/1/x001/x234/067', { level: 1, index: 1_234_067, width: 256 }],
    ['tile/2/x001/000.p/17', { level: 2, index: 1000, width: 17 }],
    ['tile/63/999.p/255', { level: 63, index: 999, width: 255 }],
  ])('%s', (path, tile) => {
    expect(tilePath(tile)).toBe(path);
    expect(parseTilePath(path)).toEqual({ ...tile, kind: 'hashes' });
  });

  test('entry bundles', () => {
    expect(entriesPath({ index: 1000, width: 3 })).toBe('tile/entries/x001/000.p/3');
    expect(parseTilePath('tile/entries/x001/000.p/3')).toEqual({ level: 0, index: 1000, width: 3, kind: 'entries' });
  });

  test.each([
    'tile/0/0',
    'tile/00/000',
    'tile/64/000',
    'tile/0/x000/001',
    'tile/0/001/001',
    'tile/0/x001',
    'tile/0/000.p/0',
    'tile/0/000.p/256',
    'tile/0/000.p/01',
    'tile/0/../000',
    'tile/entry/000',
    '/tile/0/000',
    'tile/0/000\n',
  ])('threat: two addresses for one tile, or one outside: refuses %j', (path) => {
    expect(parseTilePath(path)).toBeNull();
  });
});

describe('tiles of a tree', () => {
  test('70,000 leaves make the tiles the specification names', () => {
    const tree = createStoredTree();
    tree.append(leaves(70_000));
    const counts = Map.groupBy(tree.tiles.keys(), (path) => path.replace(/\/(x\d{3}\/)*\d{3}/, ''));
    expect(Object.fromEntries(Array.from(counts, ([kind, paths]) => [kind, paths.length]))).toEqual({
      'tile/0': 273,
      'tile/0.p/112': 1,
      'tile/1': 1,
      'tile/1.p/17': 1,
      'tile/2.p/1': 1,
    });
    expect(rightTiles(70_000).map(tilePath)).toEqual(['tile/0/273.p/112', 'tile/1/001.p/17', 'tile/2/000.p/1']);
  });

  test('256 leaves are a full tile and one hash above', () => {
    const { changed, right, root } = growTiles(0, [], leaves(256).map(hashLeaf));
    expect(changed.map(tilePath)).toEqual(['tile/0/000', 'tile/1/000.p/1']);
    expect(right.map(tilePath)).toEqual(['tile/1/000.p/1']);
    expect(right[0]?.hashes).toEqual(root);
    expect(widthInTree({ level: 0, index: 1 }, 256)).toBe(0);
  });

  test('from 70,000 leaves on: a proof fetches a tile a level, one leaf more writes one tile', async () => {
    const tree = createStoredTree();
    const old = tree.append(leaves(70_000));
    const stored = tree.tiles.size;
    const one = tree.append([leaf(70_000)]);
    expect(tree.tiles.size - stored).toBe(1);

    const proof = await tree.read().proveInclusion(40_000);
    expect(checkInclusion({ leafHash: hashLeaf(leaf(40_000)), index: 40_000, ...one, proof })).toBe(true);
    expect(tree.fetched.toSorted()).toEqual(['tile/0/156', 'tile/0/273.p/113', 'tile/1/000', 'tile/1/001.p/17']);
    const consistency = await tree.read().proveConsistency(old.size);
    expect(checkConsistency({ oldSize: old.size, oldRoot: old.root, ...one, proof: consistency })).toBe(true);
  });

  test.each([1, 10_000])('%d leaves more on a tree of a million cost no more than they are', (count) => {
    const right = rightTiles(1_000_000).map((tile) => ({ ...tile, hashes: new Uint8Array(tile.width * 32).fill(5) }));
    const grown = growTiles(1_000_000, right, leaves(count).map(hashLeaf));
    expect(grown.size).toBe(1_000_000 + count);
    expect(grown.changed.length).toBeLessThanOrEqual(Math.ceil(count / 256) + 3);
    expect(grown.right.map(tilePath)).toEqual(rightTiles(grown.size).map(tilePath));
  });

  test('tiles of another tree are refused to go on from', () => {
    const { right } = growTiles(0, [], leaves(300).map(hashLeaf));
    expect(() => growTiles(301, right, [hashLeaf(leaf(301))])).toThrow(RangeError);
    expect(() => growTiles(300, right.slice(1), [])).toThrow(RangeError);
    expect(() => growTiles(300, [...right, ...right], [])).toThrow(RangeError);
  });

  test('threat: a server cuts a tile: no proof comes of it, and asking again works', async () => {
    const tree = createStoredTree();
    tree.append(leaves(300));
    const whole = tree.tiles.get('tile/0/001.p/44') ?? new Uint8Array(0);
    tree.tiles.set('tile/0/001.p/44', whole.slice(0, -32));
    const reader = tree.read();
    await expect(reader.proveInclusion(299)).rejects.toThrow(MalformedLog);
    tree.tiles.set('tile/0/001.p/44', whole);
    expect(await reader.proveInclusion(299)).toHaveLength(5);
  });
});

describe('entry bundles', () => {
  test('come back as they were put in', () => {
    const entries = [new Uint8Array(0), leaf(1), new Uint8Array(0xffff).fill(7)];
    const bundle = encodeEntries(entries);
    expect(bundle.slice(0, 4)).toEqual(Uint8Array.of(0, 0, 0, leaf(1).length));
    expect(decodeEntries(bundle)).toEqual(entries);
  });

  test('threat: cut off, too long, too many', () => {
    const bundle = encodeEntries([leaf(1), leaf(2)]);
    for (const length of [1, 2, 5, bundle.length - 1]) {
      expect(() => decodeEntries(bundle.slice(0, length))).toThrow(MalformedLog);
    }
    expect(() => encodeEntries([new Uint8Array(0x10000)])).toThrow(RangeError);
    expect(() => decodeEntries(new Uint8Array(257 * 2))).toThrow(MalformedLog);
  });
});
