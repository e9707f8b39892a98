import type { FirmTransaction } from '../db/database.ts';
import type { ErasureReason } from '../evidence/dropoff-events.ts';

/** Something that is due, or will be. */
export type DueThing = {
  /** Of the drop-off. */
  id: string;
  containerId: string;
  customerNumber: string;
  reason: Extract<ErasureReason, 'due' | 'never-submitted'>;
  /** When its time is over; exact. */
  due: Date;
  /** Name of the rule by which it goes. */
  rule: string;
  begunAt: Date;
  arrivedAt: Date | null;
  files: number;
  bytes: number;
};

/** Something with a time to live; one implementation for each kind of container. */
export type Perishable = {
  /** What is due at `now` and not kept by a hold, the oldest first. */
  findDue(tx: FirmTransaction, now: Date): Promise<string[]>;
  /** Gives one up, in this transaction, and says by which rule; false when it is not (or no longer) due, or kept. */
  giveUpDue(tx: FirmTransaction, firmId: string, id: string, now: Date): Promise<string | false>;
  /** What will be due by `until`, holds or not, the first one first. */
  foresee(tx: FirmTransaction, until: Date, limit: number): Promise<DueThing[]>;
  /** The container of one of its ids, and whether it was given up already. */
  containerOf(tx: FirmTransaction, id: string): Promise<{ containerId: string; givenUp: boolean } | undefined>;
};
