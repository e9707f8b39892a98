import { MalformedLog } from './malformed-log.ts';
import { consistencyRanges, inclusionRanges } from './merkle-proofs.ts';
import type { Hash, LeafRange, NodeHash } from './merkle-tree.ts';
import { assertSize, emptyRoot, hashOfRange, hashSize, nodesOfRange } from './merkle-tree.ts';
import type { Tile } from './tiles.ts';
import { nodeOfTile, tileOfNode, tilePath } from './tiles.ts';

/**
 * Gets a tile's hashes, from a server or a table. It may answer with the full tile where a partial one is asked for:
 * logs drop partial tiles once the full one is there.
 */
export type FetchTile = (tile: Tile) => Promise<Uint8Array>;

export type TileReader = {
  root(): Promise<Hash>;
  leafHash(index: number): Promise<Hash>;
  /** @throws RangeError for a leaf the tree does not have */
  proveInclusion(index: number): Promise<Hash[]>;
  /** From an earlier tree to this one. @throws RangeError for a larger one */
  proveConsistency(oldSize: number): Promise<Hash[]>;
};

/**
 * Computes roots and proofs of a tree of `size` leaves from tiles, each fetched once. It believes the tiles: check what
 * it answers against a signed root (checkInclusion, checkConsistency).
 * @throws MalformedLog where a tile has fewer hashes than the tree asks for
 */
export function createTileReader(size: number, fetchTile: FetchTile): TileReader {
  assertSize(size);
  const tiles = new Map<string, Promise<Uint8Array>>();

  function fetchOnce(tile: Tile): Promise<Uint8Array> {
    const path = tilePath(tile);
    const known = tiles.get(path);
    if (known) return known;
    const fetched = fetchTile(tile).then((hashes) => checkLength(hashes, tile));
    tiles.set(path, fetched);
    fetched.catch(() => tiles.delete(path));
    return fetched;
  }

  async function hashAll(ranges: LeafRange[]): Promise<Hash[]> {
    const needed = ranges.flatMap(nodesOfRange).map((node) => tileOfNode(node, size));
    const paths = new Map(needed.map((tile) => [tilePath(tile), tile]));
    const fetched = new Map(
      await Promise.all(Array.from(paths, async ([path, tile]) => [path, await fetchOnce(tile)] as const)),
    );
    const nodeHash: NodeHash = (node) => nodeOfTile(node, fetched.get(tilePath(tileOfNode(node, size))) ?? nothing);
    return ranges.map((range) => hashOfRange(range, nodeHash));
  }

  async function hashOne(range: LeafRange): Promise<Hash> {
    const [hash] = await hashAll([range]);
    return hash ?? nothing;
  }

  return {
    root: async () => (size === 0 ? emptyRoot() : hashOne({ start: 0, end: size })),
    async leafHash(index) {
      inclusionRanges(index, size);
      return hashOne({ start: index, end: index + 1 });
    },
    proveInclusion: async (index) => hashAll(inclusionRanges(index, size)),
    proveConsistency: async (oldSize) => hashAll(consistencyRanges(oldSize, size)),
  };
}

const nothing = new Uint8Array(0);

function checkLength(hashes: Uint8Array, { width }: Tile): Uint8Array {
  if (hashes.length < width * hashSize || hashes.length % hashSize !== 0) {
    throw new MalformedLog('a tile has another length than the tree asks for');
  }
  return hashes.subarray(0, width * hashSize);
}
