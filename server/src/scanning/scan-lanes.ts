import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';

import { type Batch, scanBatch } from './scan-batch.ts';
import type { ScanDeps } from './scan-deps.ts';
import { type FileToScan, findToScan } from './scan.queries.ts';
import { ScannerFault } from './scanner-fault.ts';
import { type ScannerWatch, watchScanner } from './watch-scanner.ts';

const smallBytes = 16 * 1024 * 1024;
/** Streams at once. The last one takes small files only, so that they need not wait behind two large ones. */
const lanes = [Infinity, Infinity, smallBytes];
/** A file that failed so often may be what the scanner fails of. */
const suspicious = 3;
const batchFiles = 64;
const batchBytes = 64 * 1024 * 1024;
/** Asked without being told of anything: what other processes may have added, and what became due again. */
const askEveryMs = 15_000;
/** Between two looks for files from before there was a scanner: once none is left, none comes. */
const lookBackEveryMs = 3_600_000;
/** How much of a moment the event loop may have worked in it for scanning to go on, and how long it steps back at most. */
const calmLoad = 0.5;
const momentMs = 50;
const stepBackMs = 2_000;

export type ScanLanes = AsyncDisposable & {
  /** There may be new files to look at. */
  wake(): void;
};

/** Works on waiting files until disposed; on those that came before there was a scanner when nothing waits. */
export function startScanLanes(deps: ScanDeps): ScanLanes {
  const { database, log, times } = deps;
  const stopping = new AbortController();
  const { signal } = stopping;
  const claimed = new Set<string>();
  const delayed = new Map<string, { failures: number; notBefore: number }>();
  let bell = Promise.withResolvers<void>();
  let taking: Promise<unknown> = Promise.resolve();
  let firstFirm = 0;
  let lookBackAt = 0;

  function wake(): void {
    bell.resolve();
    bell = Promise.withResolvers();
  }

  const watch: ScannerWatch = watchScanner(deps, signal, () => {
    // What failed because of the scanner need not wait any longer; what perhaps makes it fail must.
    for (const entry of delayed.values()) if (entry.failures < suspicious) entry.notBefore = 0;
    wake();
  });

  /** One after the other, so that no two lanes take the same file. */
  async function take(maxBytes: number): Promise<Batch | undefined> {
    const mine = taking.then(() => findBatch(maxBytes));
    taking = mine.catch(() => undefined);
    return await mine;
  }

  async function findBatch(maxBytes: number): Promise<Batch | undefined> {
    const now = Date.now();
    const except = [...claimed, ...[...delayed].filter(([, { notBefore }]) => notBefore > now).map(([id]) => id)];
    const firmIds = await deps.listFirmIds();
    firstFirm += 1;
    const kinds = now >= lookBackAt ? (['waiting', 'unscanned'] as const) : (['waiting'] as const);
    for (const scan of kinds) {
      for (const [index] of firmIds.entries()) {
        const firmId = firmIds[(index + firstFirm) % firmIds.length] ?? '';
        const limits = { maxBytes: Math.min(maxBytes, Number.MAX_SAFE_INTEGER), limit: batchFiles, except };
        const found = await database.inFirm(firmId, (tx) => findToScan(tx, firmId, scan, limits));
        const [first] = found;
        if (!first) continue;
        const files = delayed.has(first.id) ? [first] : chooseBatch(found, first).filter(({ id }) => !delayed.has(id));
        for (const { id } of files) claimed.add(id);
        return { firmId, containerId: first.containerId, files };
      }
    }
    // Without an index, so that marking files costs nothing where there is no scanner: not asked for again and again.
    if (except.length === 0 && maxBytes === Infinity) lookBackAt = Math.max(lookBackAt, now + lookBackEveryMs);
    return undefined;
  }

  async function work(batch: Batch): Promise<void> {
    try {
      const failures = (id: string): number => delayed.get(id)?.failures ?? 0;
      const { failed, fault } = await scanBatch(deps, batch, { signal, failures, version: watch.version() });
      if (signal.aborted) return;
      const without = new Set(failed.map(({ file }) => file.id));
      if (!fault) for (const { id } of batch.files) if (!without.has(id)) delayed.delete(id);
      for (const { file, error } of failed) await noteFailure(batch.firmId, file, error);
      if (!fault) return;
      log.warn({ reason: fault.reason }, 'verdicts of a virus scanner that is not to be believed were thrown away');
      watch.doubt();
    } finally {
      for (const { id } of batch.files) claimed.delete(id);
    }
  }

  async function noteFailure(firmId: string, file: FileToScan, error: unknown): Promise<void> {
    const failures = (delayed.get(file.id)?.failures ?? 0) + 1;
    const [first, longest] = times.retryFileMs;
    delayed.set(file.id, { failures, notBefore: Date.now() + Math.min(first * 2 ** (failures - 1), longest) });
    const reason = error instanceof ScannerFault ? error.reason : 'unreadable';
    log.warn({ firmId, fileId: file.id, size: file.size, reason, failures }, 'a file could not be scanned and waits');
    if (reason === 'stream_limit') await watch.alarm(reason);
    else if (reason !== 'unreadable' && reason !== 'scan_time') watch.doubt();
  }

  async function runLane(maxBytes: number): Promise<void> {
    while (!signal.aborted) {
      await watch.whenWorking();
      if (signal.aborted) return;
      const heard = bell.promise;
      try {
        await stepBack(signal);
        const batch = await take(maxBytes);
        if (batch) await work(batch);
        else await Promise.race([heard, sleep(nextDue(), undefined, { signal }).catch(() => undefined)]);
      } catch (error) {
        log.warn({ err: error }, 'scanning goes on in a moment');
        await sleep(1_000, undefined, { signal }).catch(() => undefined);
      }
    }
  }

  function nextDue(): number {
    const soonest = Math.min(...[...delayed.values()].map(({ notBefore }) => notBefore));
    return Math.max(50, Math.min(askEveryMs, soonest - Date.now()));
  }

  const running = lanes.map(runLane);
  return {
    wake,
    async [Symbol.asyncDispose]() {
      stopping.abort();
      wake();
      await Promise.all([...running, watch.ended]);
    },
  };
}

/**
 * Whoever sends and whoever reads goes first: while the process has its hands full, the next files wait a moment. Of an
 * upload over a slow line it has not.
 */
async function stepBack(signal: AbortSignal): Promise<void> {
  for (let waited = 0; waited < stepBackMs && !signal.aborted; waited += momentMs) {
    const before = performance.eventLoopUtilization();
    await sleep(momentMs, undefined, { signal }).catch(() => undefined);
    if (performance.eventLoopUtilization(before).utilization < calmLoad) return;
  }
}

/** The first one, and with a small one its neighbours of the same container: they share one probe and one transaction. */
function chooseBatch(found: FileToScan[], first: FileToScan): FileToScan[] {
  let bytes = 0;
  return found.filter((file) => {
    if (file.containerId !== first.containerId || (file !== first && bytes + file.size > batchBytes)) return false;
    bytes += file.size;
    return true;
  });
}
