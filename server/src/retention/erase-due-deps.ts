import type { FirmTransaction } from '../db/database.ts';
import type { Log } from '../log.ts';
import type { EraseContainerDeps } from './erase-container.ts';
import type { Perishable } from './perishable.ts';

export const eraseDueTask = 'erase-due';

/** Why somebody must look: the clock jumped, something is left that should be gone, or no run came. */
export type AlarmCause = 'clock' | 'left' | 'missing';
/** Tells the firm's people by mail; of one cause at most once a day. */
export type AlarmNotice = (
  tx: FirmTransaction,
  alarm: { firmId: string; cause: AlarmCause; count: number; at: Date },
) => Promise<void>;

export type EraseDueDeps = EraseContainerDeps & {
  perishables: Perishable[];
  listFirmIds(): Promise<string[]>;
  /** How long the machine has been up, sleep included: the clock nobody sets (clock-guard.ts). */
  uptimeMs(): number;
  notifyErasureAlarm: AlarmNotice;
  log: Pick<Log, 'info' | 'error'>;
};
