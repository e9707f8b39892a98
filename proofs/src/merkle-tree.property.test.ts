import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { checkConsistency, checkInclusion } from './merkle-proofs.ts';
import { hashChildren, hashLeaf } from './merkle-tree.ts';
import { naiveConsistency, naivePath, naiveRoot } from './testing/naive-tree.ts';
import { createStoredTree } from './testing/stored-tree.ts';

const leaf = (number: number): Uint8Array => new TextEncoder().encode(`leaf ${number}`);
const leaves = (count: number, from = 0): Uint8Array[] => Array.from({ length: count }, (_, at) => leaf(from + at));

describe('a tree grown in pieces is the tree of RFC 6962', () => {
  test('whatever the pieces: roots, paths and consistency of every state', async () => {
    const pieces = fc.array(fc.oneof(fc.nat(5), fc.nat(300), fc.constantFrom(255, 256, 257)), { maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(pieces, fc.nat(), fc.nat(), async (counts, at, earlier) => {
        const tree = createStoredTree();
        let size = 0;
        for (const count of counts) {
          expect(tree.append(leaves(count, size)).root).toEqual(naiveRoot(leaves(size + count)));
          size += count;
        }
        if (size === 0) return;
        const [all, index, oldSize] = [leaves(size), at % size, 1 + (earlier % size)];
        const reader = tree.read();
        expect(await reader.root()).toEqual(naiveRoot(all));
        expect(await reader.leafHash(index)).toEqual(hashLeaf(leaf(index)));
        expect(await reader.proveInclusion(index)).toEqual(naivePath(index, all));
        expect(await reader.proveConsistency(oldSize)).toEqual(naiveConsistency(oldSize, all));
      }),
      { numRuns: 40 },
    );
  });

  test('every inclusion and every consistency of small trees is proven and believed', async () => {
    const tree = createStoredTree();
    const roots = [naiveRoot([])];
    for (let size = 1; size <= 40; size += 1) roots.push(tree.append([leaf(size - 1)]).root);
    for (let size = 0; size <= 40; size += 1) {
      const root = roots[size] ?? leaf(0);
      for (let index = 0; index < size; index += 1) {
        const proof = await tree.read(size).proveInclusion(index);
        const claim = { leafHash: hashLeaf(leaf(index)), index, size, root, proof };
        expect(checkInclusion(claim)).toBe(true);
      }
      for (let oldSize = 0; oldSize <= size; oldSize += 1) {
        const proof = await tree.read(size).proveConsistency(oldSize);
        expect(checkConsistency({ oldSize, oldRoot: roots[oldSize] ?? leaf(0), size, root, proof })).toBe(true);
      }
    }
  });
});

describe('threat: a proof that says something else', () => {
  test('no proof of inclusion is believed for another leaf, place, size, root or path', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 70 }).chain((size) => fc.tuple(fc.constant(size), fc.nat(size - 1))),
        fc.nat(69),
        fc.integer({ min: 1, max: 70 }),
        fc.nat(),
        ([size, index], otherIndex, otherSize, bit) => {
          const all = leaves(size);
          const [proof, root] = [naivePath(index, all), naiveRoot(all)];
          const claim = { leafHash: hashLeaf(leaf(index)), index, size, root, proof };
          expect(checkInclusion(claim)).toBe(true);
          const others = [
            { leafHash: hashLeaf(leaf(size)) },
            { index: otherIndex === index ? size : otherIndex },
            { root: flip(root, bit) },
            { proof: [...proof, root] },
            { proof: [root, ...proof] },
            ...proof.map((hash, at) => ({ proof: proof.with(at, flip(hash, bit)) })),
            ...proof.map((_, at) => ({ proof: proof.toSpliced(at, 1) })),
          ];
          expect(others.filter((other) => checkInclusion({ ...claim, ...other }))).toEqual([]);
          // The path alone tells a size only as far as it shapes the path; the signed root tells it wholly.
          const other = { ...claim, size: otherSize, root: naiveRoot(leaves(otherSize)) };
          expect(checkInclusion(other)).toBe(otherSize === size);
        },
      ),
    );
  });

  test('no proof of consistency is believed for a fork, other sizes, other roots or another path', () => {
    fc.assert(
      fc.property(
        fc
          .integer({ min: 2, max: 70 })
          .chain((size) => fc.tuple(fc.constant(size), fc.integer({ min: 1, max: size - 1 }))),
        fc.nat(),
        ([size, oldSize], bit) => {
          const all = leaves(size);
          const forked = all.with(bit % oldSize, leaf(1000));
          const proof = naiveConsistency(oldSize, all);
          const claim = { oldSize, oldRoot: naiveRoot(all.slice(0, oldSize)), size, root: naiveRoot(all), proof };
          expect(checkConsistency(claim)).toBe(true);
          const fork = { root: naiveRoot(forked), proof: naiveConsistency(oldSize, forked) };
          expect(checkConsistency({ ...claim, ...fork })).toBe(false);
          expect(checkConsistency({ ...claim, oldRoot: naiveRoot(forked.slice(0, oldSize)) })).toBe(false);
          expect(checkConsistency({ ...claim, oldSize: oldSize + 1 })).toBe(false);
          expect(checkConsistency({ ...claim, oldSize: oldSize - 1 })).toBe(false);
          expect(checkConsistency({ ...claim, oldRoot: claim.root, root: claim.oldRoot })).toBe(false);
          expect(checkConsistency({ ...claim, proof: [] })).toBe(false);
          expect(checkConsistency({ ...claim, proof: [...proof, claim.root] })).toBe(false);
          expect(checkConsistency({ ...claim, proof: proof.slice(0, -1) })).toBe(false);
          expect(checkConsistency({ ...claim, proof: proof.slice(1) })).toBe(false);
          const changed = proof.map((hash, at) => (at === bit % proof.length ? flip(hash, bit) : hash));
          expect(checkConsistency({ ...claim, proof: changed })).toBe(false);
        },
      ),
    );
  });

  test('a path that goes on above the root of a smaller tree is not believed', () => {
    const [left, right] = [hashLeaf(leaf(0)), hashLeaf(leaf(1))];
    const root = naiveRoot(leaves(2));
    expect(checkInclusion({ leafHash: right, index: 0, size: 1, root, proof: [left] })).toBe(false);
    const below = naiveConsistency(3, leaves(5));
    const claim = { oldSize: 3, size: 5, oldRoot: naiveRoot(leaves(3)), root: naiveRoot(leaves(5)) };
    const [oldRoot, above] = [hashChildren(left, claim.oldRoot), hashChildren(left, claim.root)];
    expect(checkConsistency({ ...claim, proof: below })).toBe(true);
    expect(checkConsistency({ ...claim, oldRoot, root: above, proof: [...below, left] })).toBe(false);
  });

  test.each([-1, 0.5, Number.NaN, 2 ** 53])('a size or place of %d is false, not an endless loop', (number) => {
    const root = naiveRoot(leaves(1));
    expect(checkInclusion({ leafHash: root, index: 0, size: number, root, proof: [] })).toBe(false);
    expect(checkInclusion({ leafHash: root, index: number, size: 1, root, proof: [] })).toBe(false);
    expect(checkConsistency({ oldSize: number, oldRoot: root, size: 1, root, proof: [] })).toBe(false);
    expect(checkConsistency({ oldSize: 1, oldRoot: root, size: number, root, proof: [] })).toBe(false);
  });
});

function flip(hash: Uint8Array, bit: number): Uint8Array {
  const at = Math.floor(bit / 8) % hash.length;
  return hash.with(at, (hash[at] ?? 0) ^ (1 << (bit % 8)));
}
