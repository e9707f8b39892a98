import type { Readable } from 'node:stream';

import type { SystemActor } from '../actor.ts';
import { NotFound } from '../errors.ts';
import { recordFileQuarantined, recordFilesScanned } from '../evidence/scan-events.ts';
import { giveBack } from '../storage/give-back.ts';
import { scanStream } from './clamd.ts';
import type { UnscannableReason, Verdict } from './read-answer.ts';
import type { ScanDeps } from './scan-deps.ts';
import { type FileToScan, type ScannedFile, setVerdicts } from './scan.queries.ts';
import { findsEicar } from './scanner-check.ts';
import { ScannerFault } from './scanner-fault.ts';

/** Files of one container. */
export type Batch = { firmId: string; containerId: string; files: FileToScan[] };

export const scanTask = 'scan-files';

/** Beyond it clamd answers OK without having looked (a signed 32-bit length). */
const mostBytes = 2 ** 31 - 1;
/** So often clamd may run out of its own time over a file before that is the verdict. */
const triesInTime = 3;

export type Failure = { file: FileToScan; error: unknown };

/** The files without a verdict and why; `fault` when the scanner cannot be believed, then no verdict was written. */
export type BatchResult = { failed: Failure[]; fault?: ScannerFault };

/**
 * Has files looked at, one after the other, and writes down what was said of them: only if the scanner still finds EICAR
 * afterwards, so that one that lost its signatures meanwhile has cleared nothing.
 * @param failures how often a file failed before
 * A fault of the scanner ends the batch.
 */
export async function scanBatch(
  deps: ScanDeps,
  batch: Batch,
  { signal, failures, version }: { signal: AbortSignal; failures(fileId: string): number; version: string },
): Promise<BatchResult> {
  const verdicts: ScannedFile[] = [];
  const failed: Failure[] = [];
  for (const file of batch.files) {
    try {
      verdicts.push({ id: file.id, verdict: await scanFile(deps, batch.firmId, file, signal) });
    } catch (error) {
      if (signal.aborted) return { failed: [] };
      const fault = error instanceof ScannerFault ? error.reason : undefined;
      if (fault === 'scan_time' && failures(file.id) + 1 >= triesInTime) {
        verdicts.push({ id: file.id, verdict: unscannable('takes_too_long') });
        continue;
      }
      // Taken back or given up meanwhile.
      if (!(error instanceof NotFound)) failed.push({ file, error });
      if (fault !== undefined && fault !== 'stream_limit' && fault !== 'scan_time') break;
    }
  }
  if (verdicts.length === 0) return { failed };
  try {
    await findsEicar(deps.address, deps.times.probeMs, signal);
  } catch (error) {
    if (!(error instanceof ScannerFault)) throw error;
    return { failed, fault: error };
  }
  await writeVerdicts(deps, batch, verdicts, version);
  return { failed };
}

async function scanFile(deps: ScanDeps, firmId: string, file: FileToScan, signal: AbortSignal): Promise<Verdict> {
  if (file.size > mostBytes) return unscannable('too_large');
  const stream = deps.openStoredFile(firmId, file.id, 0, file.size);
  try {
    return await scanStream(deps.address, freeing(stream), deps.times, signal);
  } finally {
    stream.destroy();
  }
}

const unscannable = (finding: UnscannableReason): Verdict => ({ scan: 'unscannable', finding });

/** Whoever asks for the next piece has sent the last. */
async function* freeing(stream: Readable): AsyncGenerator<Uint8Array> {
  for await (const piece of stream as AsyncIterable<Uint8Array>) {
    yield piece;
    giveBack(piece);
  }
}

async function writeVerdicts(deps: ScanDeps, batch: Batch, verdicts: ScannedFile[], scanner: string): Promise<void> {
  const { firmId, containerId } = batch;
  const actor: SystemActor = { kind: 'system', firmId, task: scanTask };
  await deps.database.inFirm(firmId, async (tx) => {
    const dropoffId = await deps.owner.share(tx, containerId);
    if (dropoffId === undefined) return;
    const written = await setVerdicts(tx, verdicts, deps.clock());
    const scanned = verdicts.filter(({ id }) => written.has(id));
    if (scanned.length === 0) return;
    const files = scanned.map(({ id, verdict }) => ({ fileId: id, scan: verdict.scan }));
    await recordFilesScanned(tx, actor, dropoffId, { files, scanner });
    for (const { id, verdict } of scanned) {
      if (verdict.scan !== 'infected') continue;
      await recordFileQuarantined(tx, actor, dropoffId, { fileId: id });
      await deps.notifications.notifyQuarantine(tx, { firmId, dropoffId, at: deps.clock() });
    }
    await deps.owner.settled(tx, firmId, containerId);
  });
}
