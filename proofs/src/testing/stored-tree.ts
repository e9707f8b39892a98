import { growTiles } from '../grow-tiles.ts';
import { hashLeaf, type Hash } from '../merkle-tree.ts';
import { createTileReader, type FetchTile } from '../tile-reader.ts';
import { tilePath, type TileData } from '../tiles.ts';

/** A log's tiles in memory, as a server would keep them. */
export function createStoredTree() {
  const tiles = new Map<string, Uint8Array>();
  const fetched: string[] = [];
  let [size, right]: [number, TileData[]] = [0, []];

  const fetchTile: FetchTile = async (tile) => {
    const path = tilePath(tile);
    fetched.push(path);
    const hashes = tiles.get(path) ?? tiles.get(tilePath({ ...tile, width: 256 }));
    if (!hashes) throw new Error(`no ${path}`);
    return hashes;
  };

  function append(leaves: Uint8Array[]): { size: number; root: Hash } {
    const grown = growTiles(size, right, leaves.map(hashLeaf));
    for (const tile of grown.changed) tiles.set(tilePath(tile), tile.hashes);
    [size, right] = [grown.size, grown.right];
    return { size, root: grown.root };
  }

  return { append, tiles, fetched, fetchTile, read: (atSize = size) => createTileReader(atSize, fetchTile) };
}
