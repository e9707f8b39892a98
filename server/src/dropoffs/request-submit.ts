import type { Receipt } from '@schleuse/proofs/receipt';

import type { SubmitterActor } from '../actor.ts';
import { assertMay } from '../access/may.ts';
import type { Database } from '../db/database.ts';
import { Conflict, NotFound } from '../errors.ts';
import { findDropoff } from './dropoffs.queries.ts';
import { type PassedError, unpackError } from './passed-error.ts';
import { receiptOfRow } from './receipt-proof.ts';
import { answersChannel, findSubmitRequest, requestSubmit } from './submit-requests.queries.ts';

/** A message may be lost with its connection: then the row is looked at after this time. */
const lookEveryMs = 1_000;
/** Less than proxies wait, more than the one who works on it takes until it asks for patience. */
const defaultPatienceMs = 45_000;

export type RequestSubmitDeps = {
  database: Database;
  /** Told, perhaps more than once, that a drop-off is handed over. */
  finished(which: { dropoffId: string; containerId: string }): void;
  patienceMs?: number;
};

/**
 * Hands a drop-off over by way of the process that holds the root key: hashing, looking into archives and signing are
 * done there. Either side may die: the request stays, and asking again finds it or its result.
 * @throws what submitDropoff throws; Conflict `files_being_checked` when no answer comes in time
 */
export function createSubmitDesk({ database, finished, patienceMs = defaultPatienceMs }: RequestSubmitDeps) {
  const waiting = new Map<string, Set<() => void>>();
  let listening: Promise<AsyncDisposable> | undefined;

  async function listen(): Promise<void> {
    listening ??= database.listen(answersChannel, (id) => {
      for (const wake of waiting.get(id) ?? []) wake();
    });
    await listening.catch(() => (listening = undefined));
  }

  /** Resolves when the answer is announced, or when it is time to look. */
  async function sleepFor(id: string, milliseconds: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const wakers = waiting.get(id) ?? new Set();
    waiting.set(id, wakers.add(resolve));
    const timer = setTimeout(resolve, milliseconds);
    try {
      await promise;
    } finally {
      clearTimeout(timer);
      wakers.delete(resolve);
      if (wakers.size === 0) waiting.delete(id);
    }
  }

  async function findReceipt(actor: SubmitterActor): Promise<Receipt | undefined> {
    const row = await database.inFirm(actor, (tx) => findDropoff(tx, actor.dropoffId));
    if (!row) throw new NotFound();
    if (row.state !== 'submitted') return undefined;
    finished({ dropoffId: row.id, containerId: row.container_id });
    return receiptOfRow(row);
  }

  return async (actor: SubmitterActor, id: string, request: { expectedFiles?: number }): Promise<Receipt> => {
    assertMay(actor, 'submit', { kind: 'dropoff', firmId: actor.firmId, dropoffId: id });
    const earlier = await findReceipt(actor);
    if (earlier) return earlier;
    await listen();
    const requestId = await database.inFirm(actor, (tx) => requestSubmit(tx, request.expectedFiles));
    const deadline = Date.now() + patienceMs;
    for (;;) {
      const found = await database.inFirm(actor, (tx) => findSubmitRequest(tx, requestId));
      if (found?.answer) throw unpackError(found.answer as PassedError);
      if (!found || found.answered_at) {
        const receipt = await findReceipt(actor);
        if (receipt) return receipt;
        throw new NotFound('no_receipt', 'There is no receipt (any more).');
      }
      if (Date.now() >= deadline) {
        const message = 'The files are all here and are being checked once more. Please ask again.';
        throw new Conflict('files_being_checked', message, { retryAfterSeconds: 5 });
      }
      await sleepFor(requestId, Math.min(lookEveryMs, deadline - Date.now()));
    }
  };
}
