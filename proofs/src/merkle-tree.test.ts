import { readFileSync } from 'node:fs';

import { describe, expect, test } from 'vitest';

import { growTiles } from './grow-tiles.ts';
import { checkConsistency, checkInclusion } from './merkle-proofs.ts';
import { emptyRoot, hashChildren, hashLeaf } from './merkle-tree.ts';

type Case<T> = T & { case: string; valid: boolean; size: number; root: string; proof: string[] };
type Vectors = {
  leaves: string[];
  roots: string[];
  inclusion: Case<{ index: number; leafHash: string }>[];
  consistency: Case<{ oldSize: number; oldRoot: string }>[];
};
const vectors = JSON.parse(readFileSync(new URL('../vectors/merkle-tree.json', import.meta.url), 'utf8')) as Vectors;
const bytes = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, 'hex'));
const text = (value: string): Uint8Array => new TextEncoder().encode(value);
const hex = (hash: Uint8Array): string => Buffer.from(hash).toString('hex');

describe('RFC 6962 hashes, published vectors', () => {
  test('a leaf, a node, an empty tree', () => {
    expect(hex(emptyRoot())).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    expect(hex(hashLeaf(text('L123456')))).toBe('395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56');
    const [left, right] = [hashLeaf(bytes(vectors.leaves[0] ?? '')), hashLeaf(bytes(vectors.leaves[1] ?? ''))];
    expect(hex(hashChildren(left, right))).toBe('fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125');
  });

  test.each(vectors.roots.map((root, size) => ({ size, root })))('root of $size leaves', ({ size, root }) => {
    const leafHashes = vectors.leaves.slice(0, size).map((leaf) => hashLeaf(bytes(leaf)));
    expect(hex(growTiles(0, [], leafHashes).root)).toBe(root);
  });
});

describe('RFC 9162 proofs, published right and wrong ones', () => {
  test.each(vectors.inclusion)('inclusion $case: $valid', ({ valid, index, size, ...rest }) => {
    const [leafHash, root, proof] = [bytes(rest.leafHash), bytes(rest.root), rest.proof.map(bytes)];
    expect(checkInclusion({ leafHash, index, size, root, proof })).toBe(valid);
  });

  test.each(vectors.consistency)('consistency $case: $valid', ({ valid, oldSize, size, ...rest }) => {
    const [oldRoot, root, proof] = [bytes(rest.oldRoot), bytes(rest.root), rest.proof.map(bytes)];
    expect(checkConsistency({ oldSize, oldRoot, size, root, proof })).toBe(valid);
  });
});
