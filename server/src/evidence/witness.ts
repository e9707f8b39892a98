import { addCosignatures } from '@schleuse/proofs/cosignature';
import type { VerifierKey } from '@schleuse/proofs/note-key';
import { formatAddCheckpoint, parseSizeConflict } from '@schleuse/proofs/witness-request';

import type { Database } from '../db/database.ts';
import type { Log } from '../log.ts';
import { findLog, setCosigned } from './log.queries.ts';
import { readTree } from './read-log.ts';

export type Witness = { url: URL; key: VerifierKey };
export type WitnessDeps = { database: Database; log: Log; witness: Witness };

/** Milliseconds for an answer, and between tries while the witness is away. */
const patience = 5_000;
const retryAfter = 30_000;

/**
 * Has a witness sign the newest checkpoints (C2SP tlog-witness). Nothing ever waits for it: one request a firm at a
 * time, the newest checkpoint only, again later when it does not answer.
 */
export function createWitnessing(deps: WitnessDeps) {
  const running = new Map<string, { again: boolean }>();
  const stopping = new AbortController();
  const ended = new Set<Promise<void>>();

  async function run(firmId: string, state: { again: boolean }): Promise<void> {
    while (state.again && !stopping.signal.aborted) {
      state.again = false;
      try {
        await cosign(deps, firmId, stopping.signal);
      } catch (error) {
        if (stopping.signal.aborted) break;
        deps.log.warn({ firmId, reason: (error as Error).message }, 'the witness did not sign');
        const timer = setTimeout(() => witnessNow(firmId), retryAfter);
        timer.unref();
      }
    }
    running.delete(firmId);
  }

  function witnessNow(firmId: string): void {
    if (stopping.signal.aborted) return;
    const state = running.get(firmId);
    if (state) {
      state.again = true;
      return;
    }
    const fresh = { again: true };
    running.set(firmId, fresh);
    const done = run(firmId, fresh).finally(() => ended.delete(done));
    ended.add(done);
  }

  return {
    witnessNow,
    async [Symbol.asyncDispose](): Promise<void> {
      stopping.abort();
      await Promise.allSettled(ended);
    },
  };
}

/** Asks for a signature of the newest checkpoint and keeps it. Tells the witness what has come since its last one. */
async function cosign(deps: WitnessDeps, firmId: string, signal: AbortSignal): Promise<void> {
  let oldSize: number | undefined;
  for (let round = 0; round < 3; round += 1) {
    const request = await prepare(deps.database, firmId, oldSize);
    if (!request) return;
    const answer = await fetch(new URL('add-checkpoint', withSlash(deps.witness.url)), {
      method: 'POST',
      body: request.body,
      redirect: 'error',
      signal: AbortSignal.any([signal, AbortSignal.timeout(patience)]),
    });
    const text = await answer.text();
    if (answer.status === 409) {
      oldSize = parseSizeConflict(text);
      if (oldSize > request.size)
        throw new Error(`it has seen ${oldSize} events, more than there are: ${request.size}`);
      continue;
    }
    if (!answer.ok) throw new Error(`it answered ${answer.status}`);
    const checkpoint = await addCosignatures(request.checkpoint, text, [deps.witness.key]);
    await deps.database.inFirm(firmId, (tx) => setCosigned(tx, { size: request.size, checkpoint }));
    return;
  }
  throw new Error('it names another size each time');
}

async function prepare(database: Database, firmId: string, knownSize: number | undefined) {
  return await database.inFirm(firmId, async (tx) => {
    const log = await findLog(tx);
    const oldSize = knownSize ?? log?.cosigned_size ?? 0;
    if (!log || log.checkpoint === '' || (knownSize === undefined && log.size === oldSize)) return undefined;
    const { size, checkpoint } = log;
    const proof = await readTree(tx, size).proveConsistency(oldSize);
    return { size, checkpoint, body: formatAddCheckpoint({ oldSize, proof, checkpoint }) };
  });
}

const withSlash = (url: URL): URL => new URL(url.href.endsWith('/') ? url.href : `${url.href}/`);
