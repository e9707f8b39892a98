import { StorageFull } from '../errors.ts';

/** What is on disk is not what was sealed: changed, cut short, or gone. Never delivered as if it were right. */
export class DamagedObject extends Error {
  readonly objectId: string;

  constructor(objectId: string, reason: string, options?: ErrorOptions) {
    super(`object ${objectId} cannot be opened: ${reason}`, options);
    this.name = 'DamagedObject';
    this.objectId = objectId;
  }
}

/**
 * The system could not promise that bytes are on the disk. Linux forgets a failed write-back once it was reported, so a
 * second fsync would answer "fine" for bytes that are lost: the process must stop.
 */
export class SyncFailed extends Error {
  constructor(options?: ErrorOptions) {
    super('the disk did not confirm a write; stopping so that nothing false is confirmed', options);
    this.name = 'SyncFailed';
  }
}

/** What a worker says of an error, which cannot cross threads as it is. */
export type WorkerFault = { code: string | undefined; message: string; whileSyncing: boolean };

export function faultOf(error: unknown, whileSyncing: boolean): WorkerFault {
  const known = error as NodeJS.ErrnoException;
  return { code: known.code, message: String(known.message ?? error), whileSyncing };
}

/** A full disk or an exhausted quota is an answer for the client; what the disk failed to sync is the end. */
export function errorOfFault(fault: WorkerFault): Error {
  if (isFull(fault.code)) return new StorageFull();
  if (fault.whileSyncing) return new SyncFailed({ cause: fault });
  return Object.assign(new Error(`writing failed: ${fault.message}`), { code: fault.code });
}

export function isFull(code: string | undefined): boolean {
  return code === 'ENOSPC' || code === 'EDQUOT';
}

export function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code;
}
