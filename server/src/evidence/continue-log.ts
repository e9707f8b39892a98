import { hashEvent } from '@schleuse/proofs/event-entry';
import { hashSize } from '@schleuse/proofs/merkle-tree';

import type { FirmTransaction } from '../db/database.ts';
import {
  findLog,
  findUnsequenced,
  insertLeaf,
  type LogRow,
  setCheckpoint,
  setCosigned,
  tryLockLog,
} from './log.queries.ts';
import { restoredKind } from './backup-events.ts';
import { appendEvents, beginLog, growLog, LogDamaged, type SequencingDeps } from './sequence-events.ts';

/** A later state of a firm's log than the database has: the hashes of its entries, 32 bytes each, and its signed head. */
export type KnownLog = {
  size: number;
  hashes: Uint8Array;
  /** base64 of the tree's root with its first so many entries */
  findRoot(size: number): string;
  checkpoint: string;
  cosignedSize: number;
  cosignedCheckpoint: string;
};

/** Where the log goes on from after a restoration, and how many of its leaves have lost their events. */
export type ContinuedLog = { size: number; root: string; withoutEvents: number };

/**
 * After a restoration, before anything else is sequenced: takes over the entries that the restored database does not
 * have, so that the log goes on from the tree the world has seen.
 * @param known the newest state that was kept elsewhere, already proved; undefined: the log goes on from the database's
 * @throws LogDamaged when `known` is not a later state of this log
 */
export async function continueLog(
  deps: SequencingDeps,
  tx: FirmTransaction,
  firmId: string,
  known: KnownLog | undefined,
): Promise<ContinuedLog> {
  if (!(await tryLockLog(tx, firmId))) throw new Error('the log is being written by another server');
  const log = (await findLog(tx)) ?? (await beginLog(deps, tx, firmId));
  if (!known || known.size <= log.size) return { size: log.size, root: toBase64(log.root), withoutEvents: 0 };
  if (log.size > 0 && known.findRoot(log.size) !== toBase64(log.root)) {
    throw new LogDamaged(`what was kept of ${log.origin} is not a later state of it`);
  }
  const withoutEvents = await takeOver(tx, log, known);
  return { size: known.size, root: known.findRoot(known.size), withoutEvents };
}

/** Makes the event of the restoration the very next leaf: an auditor looks for it there, and nowhere else. */
export async function declareRestoration(deps: SequencingDeps, tx: FirmTransaction, firmId: string): Promise<void> {
  const log = await findLog(tx);
  const waiting = await findUnsequenced(tx, { firmId, since: '0', limit: allOfThem });
  const declaration = waiting.findLast(({ event }) => event.kind === restoredKind);
  if (!log || !declaration) throw new Error('there is no restoration to declare');
  await appendEvents(deps, tx, log, [declaration]);
}

const allOfThem = 1_000_000;

async function takeOver(tx: FirmTransaction, log: LogRow, known: KnownLog): Promise<number> {
  const hashes: Uint8Array[] = [];
  for (let index = log.size; index < known.size; index += 1) {
    hashes.push(known.hashes.subarray(index * hashSize, (index + 1) * hashSize));
  }
  const { size, root } = await growLog(tx, log, hashes);
  await setCheckpoint(tx, { size, root, checkpoint: known.checkpoint });
  if (known.cosignedSize > log.cosigned_size) {
    await setCosigned(tx, { size: known.cosignedSize, checkpoint: known.cosignedCheckpoint });
  }
  // Written before the backup, made leaves after it: these events are not lost, and must not become leaves twice.
  const places = new Map(hashes.map((hash, at) => [toBase64(hash), log.size + at]));
  let found = 0;
  for (const { salt, event } of await findUnsequenced(tx, { firmId: log.firm_id, since: '0', limit: allOfThem })) {
    const sequence = places.get(toBase64(hashEvent(salt, event)));
    if (sequence === undefined) continue;
    await insertLeaf(tx, log.firm_id, { eventId: event.id, sequence });
    found += 1;
  }
  return hashes.length - found;
}

const toBase64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
