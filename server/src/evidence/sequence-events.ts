import { signCheckpoint } from '@schleuse/proofs/checkpoint';
import { encodeEntry, hashEvent } from '@schleuse/proofs/event-entry';
import { growTiles, rootOfRight } from '@schleuse/proofs/grow-tiles';
import { emptyRoot, type Hash, hashLeaf, hashSize } from '@schleuse/proofs/merkle-tree';
import { makeVerifierKey } from '@schleuse/proofs/note-key';
import { rightTiles, type Tile, type TileData, tileWidth } from '@schleuse/proofs/tiles';

import type { Database, FirmTransaction } from '../db/database.ts';
import {
  entryLevel,
  findLog,
  findTile,
  findUnsequenced,
  insertLeaves,
  insertLog,
  type LogRow,
  type SaltedEvent,
  saveTiles,
  setCheckpoint,
  tryLockLog,
} from './log.queries.ts';

export type SequencingDeps = {
  database: Database;
  keys: {
    createLogKey(firmId: string): Promise<Uint8Array>;
    signCheckpoint(firmId: string, bytes: Uint8Array): Promise<Uint8Array>;
  };
  /** What logs made from now on are named with: the host people reach the house by. */
  publicHost: string;
};

/** busy: another server has the log; full: there is more to do; done: everything that was committed before is in. */
export type BatchEnd = 'busy' | 'full' | 'done';

/** The log does not fit its own checkpoint: somebody changed it. Nothing is signed any more. */
export class LogDamaged extends Error {
  override readonly name = 'LogDamaged';
}

/** Events of one batch: so many are hashed in some 50 ms. */
const batchLimit = 2_000;

/**
 * Makes leaves of a firm's committed events and signs the new tree, all in one transaction: after a crash none of it
 * happened. Whoever writes events never waits for this.
 * @param since events written by earlier transactions are known to be in the log, see findPendingFirms
 * @throws LogDamaged
 */
export async function sequenceEvents(deps: SequencingDeps, firmId: string, since: string): Promise<BatchEnd> {
  return await deps.database.inFirm(firmId, async (tx) => {
    // The lock first: whatever its last holder wrote is visible to the statements after this one.
    if (!(await tryLockLog(tx, firmId))) return 'busy';
    const log = (await findLog(tx)) ?? (await beginLog(deps, tx, firmId));
    const events = await findUnsequenced(tx, { firmId, since, limit: batchLimit });
    if (events.length === 0 && log.checkpoint !== '') return 'done';

    await appendEvents(deps, tx, log, events);
    return events.length < batchLimit ? 'done' : 'full';
  });
}

/** Makes leaves of these events, in this order, and signs the new tree. The caller has the log's lock. */
export async function appendEvents(
  deps: SequencingDeps,
  tx: FirmTransaction,
  log: LogRow,
  events: SaltedEvent[],
): Promise<void> {
  const ids = events.map(({ event }) => event.id);
  await insertLeaves(tx, log.firm_id, log.size, ids);
  const eventHashes = events.map(({ salt, event }) => hashEvent(salt, event));
  const { size, root } = await growLog(tx, log, eventHashes);
  const checkpoint = await signCheckpoint({ origin: log.origin, size, root }, signerOf(deps, log));
  await setCheckpoint(tx, { size, root, checkpoint });
}

/** Stores what the tree gains by these entries. @returns its new head, which is not signed yet */
export async function growLog(
  tx: FirmTransaction,
  log: LogRow,
  eventHashes: Hash[],
): Promise<{ size: number; root: Hash }> {
  const right = await readRightTiles(tx, log);
  const leaves = eventHashes.map((hash) => hashLeaf(encodeEntry(hash)));
  const { size, root, changed } = growTiles(log.size, right, leaves);
  await saveTiles(tx, log.firm_id, [...changed, ...(await growEntries(tx, log.size, eventHashes))]);
  return { size, root };
}

export async function beginLog(deps: SequencingDeps, tx: FirmTransaction, firmId: string): Promise<LogRow> {
  // The advisory lock is what keeps two servers from making two keys; this writes to the disk once in a firm's life.
  const publicKey = await deps.keys.createLogKey(firmId);
  return await insertLog(tx, { firmId, origin: `${deps.publicHost}/log/${firmId}`, publicKey, root: emptyRoot() });
}

/** Signs as the log, with the key it has had from its beginning. */
function signerOf({ keys }: SequencingDeps, log: LogRow) {
  return {
    key: makeVerifierKey(log.origin, log.public_key),
    async sign(message: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
      const publicKey = await keys.createLogKey(log.firm_id);
      if (!log.public_key.equals(publicKey)) throw new LogDamaged(`the key of ${log.origin} is another one`);
      return await keys.signCheckpoint(log.firm_id, message);
    },
  };
}

/** @throws LogDamaged when they are not those the last checkpoint was signed over */
async function readRightTiles(tx: FirmTransaction, log: LogRow): Promise<TileData[]> {
  const right: TileData[] = [];
  for (const tile of rightTiles(log.size)) right.push({ ...tile, hashes: await readTile(tx, tile) });
  if (!log.root.equals(rootOfRight(right))) throw new LogDamaged(`the tiles of ${log.origin} do not have its root`);
  return right;
}

async function readTile(tx: FirmTransaction, tile: Tile): Promise<Uint8Array> {
  const hashes = (await findTile(tx, tile)) ?? Buffer.alloc(0);
  if (hashes.length !== tile.width * hashSize) {
    throw new LogDamaged(`tile ${tile.level}/${tile.index} has not the width the log's size asks for`);
  }
  return new Uint8Array(hashes);
}

/** The bundles that new entries go to. */
async function growEntries(tx: FirmTransaction, size: number, eventHashes: Hash[]): Promise<TileData[]> {
  const first = Math.floor(size / tileWidth);
  const width = size % tileWidth;
  const begun = width > 0 ? await readTile(tx, { level: entryLevel, index: first, width }) : new Uint8Array(0);
  const all = Buffer.concat([begun, ...eventHashes]);
  const bundles: TileData[] = [];
  for (let at = 0; at < all.length; at += tileWidth * hashSize) {
    const hashes = all.subarray(at, at + tileWidth * hashSize);
    const index = first + at / (tileWidth * hashSize);
    bundles.push({ level: entryLevel, index, width: hashes.length / hashSize, hashes });
  }
  return bundles;
}
