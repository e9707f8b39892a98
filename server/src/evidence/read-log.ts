import { encodeEntry } from '@schleuse/proofs/event-entry';
import { encodeEntries } from '@schleuse/proofs/entry-bundle';
import { hashSize } from '@schleuse/proofs/merkle-tree';
import { formatVerifierKey, makeVerifierKey } from '@schleuse/proofs/note-key';
import { createTileReader, type TileReader } from '@schleuse/proofs/tile-reader';
import { parseTilePath, type Tile } from '@schleuse/proofs/tiles';

import type { Database, FirmTransaction } from '../db/database.ts';
import { NotFound } from '../errors.ts';
import { entryLevel, findLog, findTile, type LogRow } from './log.queries.ts';

/** The newest signed tree head, with the witness's signature where it has signed this one. @throws NotFound */
export async function readCheckpoint(database: Database, firmId: string): Promise<string> {
  return newestNote(await readHead(database, firmId));
}

/**
 * A tile or bundle by its path below the log's prefix (C2SP tlog-tiles). A partial one of any width that once was there
 * is served for ever, since tiles only grow.
 * @throws NotFound also for what the tree does not have yet
 */
export async function readTileFile(database: Database, firmId: string, path: string): Promise<Uint8Array> {
  const tile = parseTilePath(path);
  if (!tile || tile.level > 7) throw new NotFound();
  const level = tile.kind === 'entries' ? entryLevel : tile.level;
  const stored = await database.inFirm(firmId, (tx) => findTile(tx, { level, index: tile.index }));
  const hashes = stored?.subarray(0, tile.width * hashSize);
  if (hashes?.length !== tile.width * hashSize) throw new NotFound();
  return tile.kind === 'entries' ? bundleOf(hashes) : hashes;
}

export async function readVerifierKey(database: Database, firmId: string): Promise<string> {
  return verifierKeyOf(await readHead(database, firmId));
}

export function verifierKeyOf(log: LogRow): string {
  return formatVerifierKey(makeVerifierKey(log.origin, log.public_key));
}

/** What is published: cosigned if the witness has signed exactly this tree. */
export function newestNote(log: LogRow): string {
  return log.cosigned_size === log.size && log.cosigned_checkpoint !== '' ? log.cosigned_checkpoint : log.checkpoint;
}

/** Proofs of a tree of this size, from the firm's tiles. */
export function readTree(tx: FirmTransaction, size: number): TileReader {
  // One after the other: a transaction has one connection.
  let before: Promise<unknown> = Promise.resolve();
  return createTileReader(size, (tile: Tile) => {
    const hashes = before.then(async () => (await findTile(tx, tile)) ?? new Uint8Array(0));
    before = hashes.catch(() => undefined);
    return hashes.then((all) => new Uint8Array(all.subarray(0, tile.width * hashSize)));
  });
}

async function readHead(database: Database, firmId: string): Promise<LogRow> {
  const log = await database.inFirm(firmId, findLog);
  if (!log) throw new NotFound();
  return log;
}

function bundleOf(eventHashes: Uint8Array): Uint8Array {
  const entries: Uint8Array[] = [];
  for (let at = 0; at < eventHashes.length; at += hashSize) {
    entries.push(encodeEntry(eventHashes.subarray(at, at + hashSize)));
  }
  return encodeEntries(entries);
}
