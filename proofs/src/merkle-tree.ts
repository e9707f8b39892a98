import { sha256 } from './sha256.ts';

/** SHA-256, 32 bytes. */
export type Hash = Uint8Array;

/** Bytes of a hash. */
export const hashSize = 32;

/**
 * A perfect subtree: the leaves from `index * 2^level` to `(index + 1) * 2^level` (not included). At level 0 it is a leaf.
 */
export type TreeNode = { level: number; index: number };

/** Leaves from `start` to `end` (not included). */
export type LeafRange = { start: number; end: number };

/** Where hashes of perfect subtrees come from: tiles, a table, a list in memory. */
export type NodeHash = (node: TreeNode) => Hash;

/** SHA-256(0x00 ‖ data): RFC 9162 section 2.1.1 (the same as RFC 6962 section 2.1). */
export function hashLeaf(data: Uint8Array): Hash {
  const input = new Uint8Array(1 + data.length);
  input.set(data, 1);
  return sha256(input);
}

/** SHA-256(0x01 ‖ left ‖ right): RFC 9162 section 2.1.1. */
export function hashChildren(left: Hash, right: Hash): Hash {
  pair.set(left, 1);
  pair.set(right, 1 + hashSize);
  return sha256(pair);
}
const pair = new Uint8Array(1 + 2 * hashSize).fill(1, 0, 1);

/** The root of the tree without leaves: SHA-256 of nothing. */
export function emptyRoot(): Hash {
  return sha256(new Uint8Array(0));
}

/** The largest power of two below `leaves` (2 to 2^53 - 1): so many leaves go to the left of a tree's top. */
export function leftLeaves(leaves: number): number {
  // Not by shifting bits: those end at 2^31.
  let left = 1;
  while (left * 2 < leaves) left *= 2;
  return left;
}

/** The perfect subtrees a range is made of, left to right, largest first; for the ranges that occur in proofs and roots. */
export function nodesOfRange({ start, end }: LeafRange): TreeNode[] {
  const nodes: TreeNode[] = [];
  let at = start;
  while (at < end) {
    let [level, width] = [0, 1];
    while (at % (width * 2) === 0 && at + width * 2 <= end) [level, width] = [level + 1, width * 2];
    nodes.push({ level, index: at / width });
    at += width;
  }
  return nodes;
}

/** The Merkle tree hash of a range's leaves (RFC 9162 section 2.1.1), from the hashes of its perfect subtrees. */
export function hashOfRange(range: LeafRange, nodeHash: NodeHash): Hash {
  return combineNodes(nodesOfRange(range).map(nodeHash));
}

/** One hash of perfect subtrees that stand side by side, largest first. */
export function combineNodes(hashes: readonly Hash[]): Hash {
  const last = hashes.at(-1);
  if (!last) throw new RangeError('a tree hash of nothing');
  return hashes.slice(0, -1).reduceRight((right, left) => hashChildren(left, right), last);
}

/** The hash over a power of two of neighbours of one level, each 32 bytes of `hashes`. */
export function hashOfPerfectTree(hashes: Uint8Array): Hash {
  let row = Uint8Array.from(hashes);
  while (row.length > hashSize) {
    const above = new Uint8Array(row.length / 2);
    for (let at = 0; at < above.length; at += hashSize) {
      const left = row.subarray(at * 2, at * 2 + hashSize);
      above.set(hashChildren(left, row.subarray(at * 2 + hashSize, at * 2 + 2 * hashSize)), at);
    }
    row = above;
  }
  return row;
}

/** @throws RangeError unless it is a whole number from 0 to 2^53 - 1 */
export function assertSize(size: number): void {
  if (!Number.isSafeInteger(size) || size < 0) throw new RangeError('a tree size is a whole number from 0 to 2^53 - 1');
}
