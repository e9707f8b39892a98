import type { Readable } from 'node:stream';

import type { Database, FirmTransaction } from '../db/database.ts';
import type { Log } from '../log.ts';
import type { Notifications } from '../notifications/notifications.types.ts';
import type { ScannerAddress } from './clamd.ts';

/** Whom a container belongs to; implemented by the room that owns it. */
export type ScanOwner = {
  /**
   * Keeps the owner from being handed over or given up until the end of the transaction, before any file of it is
   * touched; its uploads go on, so that nobody's acknowledgement waits. Says whose events these are; undefined once it was
   * given up.
   */
  share(tx: FirmTransaction, containerId: string): Promise<string | undefined>;
  /** Some of its files have got a verdict: perhaps it is ready now. */
  settled(tx: FirmTransaction, firmId: string, containerId: string): Promise<void>;
};

export type ScanTimes = {
  /** See clamd.ts. */
  stepMs: number;
  verdictMs: number;
  /** How long one look of the self-test may take. */
  probeMs: number;
  /** Between two self-tests of a scanner that works. */
  checkEveryMs: number;
  /** A scanner that fails is looked at again after the first, then twice as long, up to the second. */
  retryMs: [first: number, longest: number];
  /** The same for a single file that gets no verdict from a scanner that works. */
  retryFileMs: [first: number, longest: number];
  /** How long the scanner may fail before the owners hear of it: while files wait, while none does. */
  alarmAfterMs: [waiting: number, idle: number];
  /** How long a file may wait although the scanner works. */
  slowAfterMs: number;
};

export const usualTimes: ScanTimes = {
  stepMs: 30_000,
  verdictMs: 180_000,
  probeMs: 15_000,
  checkEveryMs: 20_000,
  retryMs: [1_000, 30_000],
  retryFileMs: [5_000, 600_000],
  alarmAfterMs: [30_000, 300_000],
  slowAfterMs: 1_800_000,
};

export type ScanDeps = {
  database: Database;
  log: Log;
  clock: () => Date;
  address: ScannerAddress;
  maxSignatureDays: number;
  listFirmIds(): Promise<string[]>;
  /** Of uploads: the bytes themselves. Fails rather than give a wrong or a missing one. */
  openStoredFile(firmId: string, fileId: string, start: number, end: number): Readable;
  owner: ScanOwner;
  notifications: Pick<Notifications, 'notifyScanAlarm' | 'notifyQuarantine'>;
  times: ScanTimes;
};
