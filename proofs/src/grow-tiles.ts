import type { Hash } from './merkle-tree.ts';
import { assertSize, combineNodes, emptyRoot, hashOfPerfectTree, hashSize } from './merkle-tree.ts';
import type { TileData } from './tiles.ts';
import { rightTiles, tileWidth } from './tiles.ts';

export type GrownTree = {
  size: number;
  root: Hash;
  /** Every tile that is new or wider than before, to be stored; at most one partial one a level. */
  changed: TileData[];
  /** The partial tiles at the right, to go on from: those of rightTiles(size). */
  right: TileData[];
};

/**
 * Appends leaves to a tree of which only the partial tiles at the right are known; costs as many hashes as there are new
 * leaves, and 256 for each of the tree's levels of tiles.
 *
 * @param right the tiles named by rightTiles(size)
 * @throws RangeError where `right` is not what this size asks for
 */
export function growTiles(size: number, right: readonly TileData[], leafHashes: readonly Hash[]): GrownTree {
  assertSize(size + leafHashes.length);
  assertRight(size, right);
  const changed: TileData[] = [];
  let added = joinHashes(leafHashes);
  for (let level = 0; added.length > 0; level += 1) {
    const grown = growLevel(level, size, right.find((tile) => tile.level === level)?.hashes, added);
    changed.push(...grown.tiles);
    added = grown.above;
  }
  const newSize = size + leafHashes.length;
  const newRight = rightTiles(newSize).flatMap((wanted) => {
    const isWanted = ({ level, index, width }: TileData) =>
      level === wanted.level && index === wanted.index && width === wanted.width;
    return changed.find(isWanted) ?? right.find(isWanted) ?? [];
  });
  return { size: newSize, root: rootOfRight(newRight), changed, right: newRight };
}

/** The root of the tree whose partial tiles at the right are these, level 0 first. */
export function rootOfRight(right: readonly TileData[]): Hash {
  if (right.length === 0) return emptyRoot();
  return combineNodes(right.toReversed().flatMap(perfectTreesOf));
}

/** Puts hashes behind those of a level; `above` are the hashes of the tiles that became full. */
function growLevel(
  level: number,
  size: number,
  partial: Uint8Array | undefined,
  added: Uint8Array,
): { tiles: TileData[]; above: Uint8Array } {
  const first = Math.floor(Math.floor(size / tileWidth ** level) / tileWidth);
  const row = partial ? joinHashes([partial, added]) : added;
  const tileBytes = tileWidth * hashSize;
  const tiles: TileData[] = [];
  for (let at = 0; at < row.length; at += tileBytes) {
    const hashes = row.slice(at, at + tileBytes);
    tiles.push({ level, index: first + at / tileBytes, width: hashes.length / hashSize, hashes });
  }
  const full = tiles.filter(({ width }) => width === tileWidth);
  return { tiles, above: joinHashes(full.map(({ hashes }) => hashOfPerfectTree(hashes))) };
}

/** A partial tile's hashes joined to the fewest perfect trees, largest first: one for each bit of its width. */
function perfectTreesOf({ width, hashes }: TileData): Hash[] {
  const roots: Hash[] = [];
  let at = 0;
  for (let leaves = tileWidth / 2; leaves >= 1; leaves /= 2) {
    if (width - at < leaves) continue;
    roots.push(hashOfPerfectTree(hashes.subarray(at * hashSize, (at + leaves) * hashSize)));
    at += leaves;
  }
  return roots;
}

function assertRight(size: number, right: readonly TileData[]): void {
  const wanted = rightTiles(size);
  const fits = wanted.every(({ level, index, width }, at) => {
    const tile = right[at];
    const same = tile?.level === level && tile.index === index && tile.width === width;
    return same && tile.hashes.length === width * hashSize;
  });
  if (!fits || right.length !== wanted.length) throw new RangeError('not the right tiles of a tree of this size');
}

function joinHashes(parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}
