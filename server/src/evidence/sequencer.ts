import { setTimeout as sleep } from 'node:timers/promises';

import type { Database } from '../db/database.ts';
import type { Log } from '../log.ts';
import { findPendingFirms } from './log.queries.ts';
import { type BatchEnd, LogDamaged, sequenceEvents, type SequencingDeps } from './sequence-events.ts';

export type Sequencer = {
  /**
   * Resolves when a batch that began after this call has ended: what was committed before is in the log, unless it is
   * `busy` (another server is at it). Many calls at once share a batch.
   * @throws LogDamaged, Unavailable
   */
  sequenceNow(firmId: string): Promise<BatchEnd>;
  /** Looks for new events of all firms until disposed. */
  start(): AsyncDisposable;
  /** Told after each batch of this process. */
  onCheckpoint(hear: (firmId: string) => void): void;
};

export type SequencerDeps = SequencingDeps & { database: Database; log: Log };

/** Milliseconds between two looks for new events, and so the longest an event waits for its checkpoint when idle. */
const lookEvery = 200;
/** Milliseconds that somebody who waits lets pass between two batches of a firm, so that many waiting share one. */
const pauseBetween = 50;
const longestPause = 10_000;

/**
 * Puts committed events into the logs. The timer finds them, not NOTIFY: PostgreSQL takes one lock of the whole server
 * for the commit of each transaction that notifies, and uploads must not queue there (docs/decisions/0007).
 */
export function createSequencer(deps: SequencerDeps): Sequencer {
  const hearers: ((firmId: string) => void)[] = [];
  const firms = new Map<string, { last: Promise<unknown>; next: Promise<BatchEnd> | undefined }>();
  // A log that cannot go on is tried again now and then, and does not hold up the others.
  const restingUntil = new Map<string, number>();
  // Events of transactions below it are all in the logs. Not stored: transaction numbers end with the database server.
  let since = '0';

  async function sequenceAll(firmId: string): Promise<BatchEnd> {
    for (;;) {
      const end = await sequenceEvents(deps, firmId, since);
      if (end !== 'busy') for (const hear of hearers) hear(firmId);
      if (end !== 'full') return end;
    }
  }

  function sequenceNow(firmId: string): Promise<BatchEnd> {
    const state = firms.get(firmId) ?? { last: Promise.resolve(), next: undefined };
    firms.set(firmId, state);
    if (state.next) return state.next;
    const run = state.last.then(() => {
      state.next = undefined;
      return sequenceAll(firmId);
    });
    state.next = run;
    state.last = run.then(
      () => sleep(pauseBetween),
      () => sleep(pauseBetween),
    );
    return run;
  }

  async function tryFirm(firmId: string): Promise<boolean> {
    try {
      return (await sequenceNow(firmId)) === 'done';
    } catch (error) {
      restingUntil.set(firmId, performance.now() + longestPause);
      report(deps.log, firmId, error);
      return false;
    }
  }

  async function look(): Promise<void> {
    const { horizon, firmIds } = await deps.database.outsideFirm((tx) => findPendingFirms(tx, since));
    let all = true;
    for (const firmId of firmIds) {
      const rests = (restingUntil.get(firmId) ?? 0) > performance.now();
      all = !rests && (await tryFirm(firmId)) && all;
    }
    if (all) since = horizon;
  }

  return {
    sequenceNow,
    onCheckpoint: (hear) => void hearers.push(hear),
    start() {
      const stopping = new AbortController();
      const stopped = repeat(look, deps.log, stopping.signal);
      return {
        async [Symbol.asyncDispose]() {
          stopping.abort();
          await stopped;
          await Promise.allSettled([...firms.values()].map((state) => state.last));
        },
      };
    },
  };
}

/** Looks every 200 ms; less often while that fails. */
async function repeat(look: () => Promise<void>, log: Log, signal: AbortSignal): Promise<void> {
  let pause = lookEvery;
  while (!signal.aborted) {
    try {
      await look();
      pause = lookEvery;
    } catch (error) {
      if (pause === lookEvery) log.warn({ reason: (error as Error).message }, 'events cannot be sequenced just now');
      pause = Math.min(pause * 2, longestPause);
    }
    await sleep(pause, undefined, { signal }).catch(() => undefined);
  }
}

function report(log: Log, firmId: string, error: unknown): void {
  const damaged = error instanceof LogDamaged;
  log[damaged ? 'error' : 'warn']({ firmId, reason: (error as Error).message }, 'the log of a firm could not go on');
}
