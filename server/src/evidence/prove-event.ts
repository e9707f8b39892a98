import { setTimeout as sleep } from 'node:timers/promises';

import { type EventProof, formatEntry, hashEvent } from '@schleuse/proofs/event-entry';
import { formatTlogProof } from '@schleuse/proofs/tlog-proof';

import type { Database, FirmTransaction } from '../db/database.ts';
import { findLeaf, findLog } from './log.queries.ts';
import { readTree, verifierKeyOf } from './read-log.ts';
import type { BatchEnd } from './sequence-events.ts';

export type ProvingDeps = { database: Database; sequenceNow(firmId: string): Promise<BatchEnd> };
export type EventSought = { kind: string; subjectId: string };

/**
 * Proves that the newest event of a kind about a subject is in the log. Waits up to `waitMs` for its checkpoint;
 * undefined when it is not there by then, whatever the reason: the caller goes on without.
 */
export async function proveEvent(
  deps: ProvingDeps,
  firmId: string,
  sought: EventSought,
  waitMs: number,
): Promise<EventProof | undefined> {
  if (waitMs <= 0) return await deps.database.inFirm(firmId, (tx) => findProof(tx, sought));
  const ending = new AbortController();
  const end = sleep(waitMs, undefined, { signal: ending.signal }).catch(() => undefined);
  let over = false;
  void end.then(() => (over = true));
  const attempt = async (): Promise<EventProof | undefined> => {
    for (;;) {
      const proof = await deps.database.inFirm(firmId, (tx) => findProof(tx, sought));
      if (proof || over) return proof;
      const batch = await deps.sequenceNow(firmId);
      // Another server is at it and will be done soon; without the event there is nothing to wait for.
      if (batch === 'busy') await sleep(20);
      else return await deps.database.inFirm(firmId, (tx) => findProof(tx, sought));
    }
  };
  const found = attempt().catch(() => undefined);
  try {
    return await Promise.race([found, end]);
  } finally {
    over = true;
    ending.abort();
  }
}

async function findProof(tx: FirmTransaction, sought: EventSought): Promise<EventProof | undefined> {
  // The leaf first: the tree that is read after it has it.
  const leaf = await findLeaf(tx, sought);
  const log = leaf && (await findLog(tx));
  if (!leaf || !log) return undefined;
  // The one with the witness's signature where it has the event already, else the newest.
  const cosigned = log.cosigned_size > leaf.sequence;
  const size = cosigned ? log.cosigned_size : log.size;
  const checkpoint = cosigned ? log.cosigned_checkpoint : log.checkpoint;
  const hashes = await readTree(tx, size).proveInclusion(leaf.sequence);
  return {
    leaf: {
      salt: leaf.salt.toString('base64'),
      data: formatEntry(hashEvent(leaf.salt, leaf.event)),
      event: leaf.event,
    },
    proof: formatTlogProof({ index: leaf.sequence, hashes, checkpoint }),
    verifierKey: verifierKeyOf(log),
  };
}
