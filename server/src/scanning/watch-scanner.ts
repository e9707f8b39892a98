import { setTimeout as sleep } from 'node:timers/promises';

import { checkScanner } from './scanner-check.ts';
import { type FaultReason, ScannerFault } from './scanner-fault.ts';
import type { ScanDeps } from './scan-deps.ts';
import { countHeld, readScanner, type ScannerRow, writeScanner } from './scan.queries.ts';

export type ScannerWatch = {
  /** Resolves while the scanner is believed; at once, or after the self-test that says so again. */
  whenWorking(): Promise<void>;
  /** Something went wrong: believed again after the next self-test, which comes at once. */
  doubt(): void;
  /** Says that files cannot be looked at for this reason, whatever the self-test says. */
  alarm(reason: FaultReason): Promise<void>;
  version(): string;
  ended: Promise<void>;
};

/**
 * Tests the scanner at the start, three times a minute, and whenever somebody doubts it; keeps the row that tells everybody else,
 * and writes to the owners when files cannot be looked at.
 * @param recovered told each time the scanner works again
 */
export function watchScanner(deps: ScanDeps, signal: AbortSignal, recovered: () => void): ScannerWatch {
  const { database, clock, log, times, address, maxSignatureDays } = deps;
  let row: ScannerRow | undefined;
  let working = Promise.withResolvers<void>();
  let believed = false;
  let doubted = Promise.withResolvers<void>();

  async function test(): Promise<ScannerFault | undefined> {
    const at = { now: clock(), stepMs: times.probeMs, maxSignatureDays, signal };
    try {
      await note('working', null, await checkScanner(address, at));
      return undefined;
    } catch (error) {
      if (signal.aborted) return undefined;
      if (!(error instanceof ScannerFault)) throw error;
      await note('failing', error.reason, row?.version ?? '');
      return error;
    }
  }

  async function note(state: ScannerRow['state'], reason: FaultReason | null, version: string): Promise<void> {
    const now = clock();
    const same = row?.state === state;
    if (!same || row?.reason !== reason) log[reason ? 'warn' : 'info']({ state, reason, version }, 'virus scanner');
    row = { state, reason, version, checked_at: now, since: same ? (row?.since ?? now) : now };
    await database.outsideFirm((tx) => writeScanner(tx, row as ScannerRow));
  }

  /** Once a day and reason; the same alarm again is no second mail. */
  async function alarm(reason: FaultReason | 'slow', needsWaiting: boolean): Promise<void> {
    const at = clock();
    for (const firmId of await deps.listFirmIds()) {
      await database.inFirm(firmId, async (tx) => {
        const { waiting, oldest } = await countHeld(tx, firmId);
        const late = oldest !== null && at.getTime() - oldest.getTime() > times.slowAfterMs;
        if (reason === 'slow' ? !late : needsWaiting && waiting === 0) return;
        await deps.notifications.notifyScanAlarm(tx, { firmId, reason, waiting, at });
      });
    }
  }

  async function look(): Promise<boolean> {
    const fault = await test();
    if (signal.aborted) return true;
    if (!fault) {
      if (!believed) recovered();
      believed = true;
      working.resolve();
      await alarm('slow', true);
      return true;
    }
    if (believed) working = Promise.withResolvers();
    believed = false;
    const failingMs = clock().getTime() - (row?.since.getTime() ?? 0);
    const [whileWaiting, idle] = times.alarmAfterMs;
    if (failingMs >= whileWaiting) await alarm(fault.reason, failingMs < idle);
    return false;
  }

  async function run(): Promise<void> {
    const [first, longest] = times.retryMs;
    row = await database.outsideFirm(readScanner).catch(() => undefined);
    for (let wait = first; !signal.aborted;) {
      const works = await look().catch((error: unknown) => {
        // The database is away: nothing can be written down, so nothing is scanned either.
        log.warn({ err: error }, 'the state of the virus scanner could not be kept');
        return false;
      });
      wait = works ? first : Math.min(wait * 2, longest);
      await Promise.race([
        sleep(works ? times.checkEveryMs : wait, undefined, { signal }).catch(() => undefined),
        ...(works ? [doubted.promise] : []),
      ]);
      doubted = Promise.withResolvers();
    }
    working.resolve();
  }

  return {
    whenWorking: () => working.promise,
    doubt() {
      if (believed) working = Promise.withResolvers();
      believed = false;
      doubted.resolve();
    },
    alarm: (reason) => alarm(reason, true),
    version: () => row?.version ?? '',
    ended: run(),
  };
}
