import type { StaffActor } from '../actor.ts';
import type { ScanDeps } from './scan-deps.ts';
import {
  countHeld,
  findWaitingContainers,
  readScanner,
  setUnscanned,
  type ScannerRow,
  type WaitingFigures,
} from './scan.queries.ts';
import { type ScanLanes, startScanLanes } from './scan-lanes.ts';

/** `none`: the operator has set none up. `checking`: it was not looked at yet, or whoever should has not for a while. */
export type ScannerStatus =
  | { state: 'none' }
  | { state: 'checking' }
  | { state: 'working' | 'failing'; reason: string | null; since: Date; checkedAt: Date; version: string };

export type Scanning = ReturnType<typeof createScanning>;

export type ScanningDeps = Omit<ScanDeps, 'address'> & {
  /** Undefined: there is no scanner, and nothing waits for one. */
  address: ScanDeps['address'] | undefined;
  assertMay(actor: StaffActor, verb: 'read', resource: { kind: 'scanner'; firmId: string }): void;
};

/** A process that looks after the scanner writes at least twice within this time. */
const staleMs = 180_000;

/** The virus scanner: works on what waits for it, and says how it does. */
export function createScanning(deps: ScanningDeps) {
  const { database, address, clock } = deps;
  let lanes: ScanLanes | undefined;

  async function status(): Promise<ScannerStatus> {
    if (!address) return { state: 'none' };
    const row = await database.outsideFirm(readScanner);
    if (!row || clock().getTime() - row.checked_at.getTime() > staleMs) return { state: 'checking' };
    return viewRow(row);
  }

  /** Without a scanner nothing ends their waiting; from now on they are shown as what they are. */
  async function letGo(): Promise<void> {
    for (const firmId of await deps.listFirmIds()) {
      for (const containerId of await database.inFirm(firmId, findWaitingContainers)) {
        await database.inFirm(firmId, async (tx) => {
          if ((await deps.owner.share(tx, containerId)) === undefined) return;
          await setUnscanned(tx, containerId);
          await deps.owner.settled(tx, firmId, containerId);
        });
        deps.log.info({ firmId, containerId }, 'files that waited for a scanner go without: none is set up');
      }
    }
  }

  return {
    /** Works until disposed; to be called in one process of the installation. */
    async start(): Promise<AsyncDisposable> {
      if (!address) {
        await letGo();
        return { [Symbol.asyncDispose]: async () => undefined };
      }
      lanes = startScanLanes({ ...deps, address });
      return lanes;
    },
    /** There may be new files to look at; without a scanner those of an intake process, which knows of none, are let go. */
    async wake(): Promise<void> {
      if (address) lanes?.wake();
      else await letGo();
    },
    status,
    /** For the settings page: the scanner, and what waits in this firm. @throws NotAllowed */
    async describe(actor: StaffActor): Promise<ScannerStatus & WaitingFigures> {
      deps.assertMay(actor, 'read', { kind: 'scanner', firmId: actor.firmId });
      const figures = await database.inFirm(actor.firmId, (tx) => countHeld(tx, actor.firmId));
      return { ...(await status()), ...figures };
    },
    /** Of all firms, for the operator's figures. */
    async countAll(): Promise<WaitingFigures> {
      const sum: WaitingFigures = { waiting: 0, oldest: null, quarantined: 0 };
      for (const firmId of await deps.listFirmIds()) {
        const { waiting, oldest, quarantined } = await database.inFirm(firmId, (tx) => countHeld(tx, firmId));
        sum.waiting += waiting;
        sum.quarantined += quarantined;
        if (oldest && (!sum.oldest || oldest < sum.oldest)) sum.oldest = oldest;
      }
      return sum;
    },
  };
}

function viewRow({ state, reason, since, checked_at: checkedAt, version }: ScannerRow): ScannerStatus {
  return { state, reason, since, checkedAt, version };
}
