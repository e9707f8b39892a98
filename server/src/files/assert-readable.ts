import type { StaffActor } from '../actor.ts';
import { may } from '../access/may.ts';
import { Conflict, NotFound } from '../errors.ts';
import type { FileRecord } from './files.queries.ts';

/** In quarantine, or erased there: for whoever reads, it is as if it were not here. */
export function isHeldBack({ scan, releasedAt }: Pick<FileRecord, 'scan' | 'releasedAt'>): boolean {
  return scan === 'infected' && releasedAt === null;
}

/**
 * The gate every door reads through: nothing goes out before the virus scanner has said that it may. What cannot be
 * scanned, or came where there is no scanner, may be read and is shown as such.
 * @throws Conflict `file_waiting`; to owners `file_in_quarantine`, `file_erased`; NotFound to everybody else
 */
export function assertReadable(actor: StaffActor, file: Pick<FileRecord, 'scan' | 'releasedAt' | 'removedAt'>): void {
  if (file.scan === 'waiting') {
    throw new Conflict('file_waiting', 'The file is waiting for its virus scan.', { retryAfterSeconds: 5 });
  }
  if (!isHeldBack(file)) return;
  if (!may(actor, 'read', { kind: 'quarantine', firmId: actor.firmId })) throw new NotFound();
  if (file.removedAt) throw new Conflict('file_erased', 'The file was erased in quarantine.');
  throw new Conflict('file_in_quarantine', 'The virus scanner has found something in this file.');
}
