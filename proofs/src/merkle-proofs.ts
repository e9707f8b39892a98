import type { Hash, LeafRange, NodeHash } from './merkle-tree.ts';
import { assertSize, emptyRoot, hashChildren, hashOfRange, hashSize, leftLeaves } from './merkle-tree.ts';
import { sameBytes } from './same-bytes.ts';

/** What an inclusion proof consists of, leaf's sibling first (RFC 9162 section 2.1.3.1). @throws RangeError */
export function inclusionRanges(index: number, size: number): LeafRange[] {
  assertSize(size);
  if (!Number.isSafeInteger(index) || index < 0 || index >= size) throw new RangeError('no such leaf in this tree');
  const ranges: LeafRange[] = [];
  let [start, end] = [0, size];
  while (end - start > 1) {
    const middle = start + leftLeaves(end - start);
    if (index < middle) {
      ranges.push({ start: middle, end });
      end = middle;
    } else {
      ranges.push({ start, end: middle });
      start = middle;
    }
  }
  return ranges.toReversed();
}

/**
 * What a consistency proof consists of (RFC 9162 section 2.1.4.1); nothing where the old tree is empty or the same.
 * @throws RangeError
 */
export function consistencyRanges(oldSize: number, size: number): LeafRange[] {
  assertSize(size);
  assertSize(oldSize);
  if (oldSize > size) throw new RangeError('the old tree is larger than the new one');
  if (oldSize === 0 || oldSize === size) return [];
  const ranges: LeafRange[] = [];
  let [start, end] = [0, size];
  while (end !== oldSize) {
    const middle = start + leftLeaves(end - start);
    if (oldSize <= middle) {
      ranges.push({ start: middle, end });
      end = middle;
    } else {
      ranges.push({ start, end: middle });
      start = middle;
    }
  }
  // A left edge that is the whole old tree is known to whoever asks.
  if (start > 0) ranges.push({ start, end });
  return ranges.toReversed();
}

/** @throws RangeError unless `index` < `size` */
export function proveInclusion(index: number, size: number, nodeHash: NodeHash): Hash[] {
  return inclusionRanges(index, size).map((range) => hashOfRange(range, nodeHash));
}

/** @throws RangeError unless `oldSize` <= `size` */
export function proveConsistency(oldSize: number, size: number, nodeHash: NodeHash): Hash[] {
  return consistencyRanges(oldSize, size).map((range) => hashOfRange(range, nodeHash));
}

export type InclusionClaim = { leafHash: Hash; index: number; size: number; root: Hash; proof: readonly Hash[] };

/** Whether the leaf is at this place of the tree with this root (RFC 9162 section 2.1.3.2). */
export function checkInclusion({ leafHash, index, size, root, proof }: InclusionClaim): boolean {
  if (!isSize(size) || !isSize(index) || index >= size || !areHashes([leafHash, root, ...proof])) return false;
  let [at, last, hash] = [index, size - 1, leafHash];
  for (const sibling of proof) {
    if (last === 0) return false;
    if (at % 2 === 1 || at === last) {
      hash = hashChildren(sibling, hash);
      while (at % 2 === 0 && at !== 0) [at, last] = [half(at), half(last)];
    } else {
      hash = hashChildren(hash, sibling);
    }
    [at, last] = [half(at), half(last)];
  }
  return last === 0 && sameBytes(hash, root);
}

export type ConsistencyClaim = { oldSize: number; oldRoot: Hash; size: number; root: Hash; proof: readonly Hash[] };

/**
 * Whether the new tree begins with all leaves of the old one (RFC 9162 section 2.1.4.2). An empty old tree and one of
 * the same size take an empty proof; their roots are compared.
 */
export function checkConsistency({ oldSize, oldRoot, size, root, proof }: ConsistencyClaim): boolean {
  if (!isSize(size) || !isSize(oldSize) || oldSize > size || !areHashes([oldRoot, root, ...proof])) return false;
  if (oldSize === 0 && !sameBytes(oldRoot, emptyRoot())) return false;
  if (oldSize === size) return proof.length === 0 && sameBytes(oldRoot, root);
  if (oldSize === 0) return proof.length === 0;
  let [at, last] = [oldSize - 1, size - 1];
  while (at % 2 === 1) [at, last] = [half(at), half(last)];
  // at is 0 where the old tree is one perfect subtree: then the proof leaves its root out.
  const [first, ...rest] = at === 0 ? [oldRoot, ...proof] : proof;
  if (!first || proof.length === 0) return false;
  let [oldHash, hash] = [first, first];
  for (const sibling of rest) {
    if (last === 0) return false;
    if (at % 2 === 1 || at === last) {
      [oldHash, hash] = [hashChildren(sibling, oldHash), hashChildren(sibling, hash)];
      while (at % 2 === 0 && at !== 0) [at, last] = [half(at), half(last)];
    } else {
      hash = hashChildren(hash, sibling);
    }
    [at, last] = [half(at), half(last)];
  }
  return last === 0 && sameBytes(oldHash, oldRoot) && sameBytes(hash, root);
}

const half = (value: number): number => Math.floor(value / 2);
const isSize = (size: number): boolean => Number.isSafeInteger(size) && size >= 0;
const areHashes = (hashes: readonly Hash[]): boolean => hashes.every((hash) => hash.length === hashSize);
