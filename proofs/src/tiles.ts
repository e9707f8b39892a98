import { MalformedLog } from './malformed-log.ts';
import type { Hash, TreeNode } from './merkle-tree.ts';
import { hashOfPerfectTree, hashSize } from './merkle-tree.ts';

/** Hashes of a full tile: subtrees of height 8 (C2SP tlog-tiles). */
export const tileWidth = 256;

/** `width` hashes (1 to 256; below 256 it is partial) from `index * 256` on, of level `level * 8` of the tree. */
export type Tile = { level: number; index: number; width: number };

/** A tile and its hashes, `width` times 32 bytes. */
export type TileData = Tile & { hashes: Uint8Array };

/** `tile/0/x001/234`, `tile/1/000.p/17`: where a tile is served below the log's prefix. */
export function tilePath({ level, index, width }: Tile): string {
  return `tile/${level}/${indexPath(index, width)}`;
}

/** Where the entries of a tile of level 0 are served. */
export function entriesPath({ index, width }: Pick<Tile, 'index' | 'width'>): string {
  return `tile/entries/${indexPath(index, width)}`;
}

function indexPath(index: number, width: number): string {
  const digits = String(index).padStart(Math.ceil(String(index).length / 3) * 3, '0');
  const groups = digits.match(/\d{3}/g) ?? [];
  const path = groups.map((group, at) => (at < groups.length - 1 ? `x${group}` : group)).join('/');
  return width === tileWidth ? path : `${path}.p/${width}`;
}

/** Reads a path under the log's prefix; null for anything that is not the one way to write a tile's or bundle's path. */
export function parseTilePath(path: string): (Tile & { kind: 'hashes' | 'entries' }) | null {
  const match = /^tile\/(entries|\d{1,2})\/((?:x\d{3}\/){0,5}\d{3})(?:\.p\/(\d{1,3}))?$/.exec(path);
  if (!match) return null;
  const [, area = '', groups = '', width] = match;
  const index = Number(groups.replaceAll(/[x/]/g, ''));
  const tile = { level: area === 'entries' ? 0 : Number(area), index, width: Number(width ?? tileWidth) };
  if (!Number.isSafeInteger(index) || tile.level > 63 || tile.width < 1 || tile.width > tileWidth) return null;
  const written = area === 'entries' ? entriesPath(tile) : tilePath(tile);
  return written === path ? { ...tile, kind: area === 'entries' ? 'entries' : 'hashes' } : null;
}

/** How many hashes the tile has in a tree of `size` leaves: 0 to 256. */
export function widthInTree({ level, index }: Pick<Tile, 'level' | 'index'>, size: number): number {
  const hashes = Math.floor(size / tileWidth ** level);
  return Math.max(0, Math.min(tileWidth, hashes - index * tileWidth));
}

/** The partial tiles at the right of a tree of `size` leaves, level 0 first: all that is needed to go on from it. */
export function rightTiles(size: number): Tile[] {
  const tiles: Tile[] = [];
  for (let [level, hashes] = [0, size]; hashes > 0; level += 1, hashes = Math.floor(hashes / tileWidth)) {
    const width = hashes % tileWidth;
    if (width > 0) tiles.push({ level, index: Math.floor(hashes / tileWidth), width });
  }
  return tiles;
}

/** The tile that holds a subtree's hash, or the hashes it is made of; of the width the tree of `size` leaves gives it. */
export function tileOfNode(node: TreeNode, size: number): Tile {
  const level = Math.floor(node.level / 8);
  const index = Math.floor((node.index * 2 ** (node.level % 8)) / tileWidth);
  return { level, index, width: widthInTree({ level, index }, size) };
}

/** A subtree's hash out of its tile. @throws MalformedLog where the tile is too short */
export function nodeOfTile(node: TreeNode, hashes: Uint8Array): Hash {
  const count = 2 ** (node.level % 8);
  const start = ((node.index * count) % tileWidth) * hashSize;
  const end = start + count * hashSize;
  if (hashes.length < end) throw new MalformedLog('a tile is shorter than the tree asks for');
  return hashOfPerfectTree(hashes.subarray(start, end));
}
