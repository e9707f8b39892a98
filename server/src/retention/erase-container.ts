import { createHash } from 'node:crypto';

import { erasureBytes, type ErasureCertificate } from '@schleuse/proofs/erasure-certificate';

import type { SystemActor } from '../actor.ts';
import type { Database, FirmTransaction } from '../db/database.ts';
import { type ErasedKind, recordErased } from '../evidence/dropoff-events.ts';
import { insertCertificate } from './certificates.queries.ts';
import { type CertificateFacts, type ErasedSubject, makeCertificate } from './make-certificate.ts';
import { eraseContainerTask } from './request-erasure.ts';
import { deleteRowsOfBytes, listWhatGoes, lockContainer, setErased } from './retention.queries.ts';
import { listRules, readTimeZone } from './rules.queries.ts';

export type EraseContainerDeps = {
  database: Database;
  /** Makes every copy of the container's bytes unreadable; may be asked again. */
  destroyContainerKeys(firmId: string, containerId: string): Promise<void>;
  /** Unlinks every object of the container; may be asked again. */
  removeObjects(firmId: string, containerId: string): Promise<void>;
  /** What the owner of the container knows of it; asked before anything is destroyed. */
  describe(tx: FirmTransaction, containerId: string): Promise<ErasedSubject>;
  /** Blanks what the owner of the container knows about the contents; names the owner for the protocol. */
  forget(tx: FirmTransaction, containerId: string): Promise<{ dropoffId: string; subjectKind?: ErasedKind }>;
  getFirm(firmId: string): Promise<{ name: string; receiptPublicKey: Uint8Array }>;
  /** Ed25519, with the key that signs the firm's receipts. */
  signReceipt(firmId: string, bytes: Uint8Array): Promise<Uint8Array>;
  clock(): Date;
};

/**
 * Destroys what a container held: key, then objects, then the rows that name them, whose last traces are the hashes in
 * the certificate. Every step may find itself done already, so it may run twice and goes on after a crash at any point.
 * @returns whether this run finished it
 * @throws Error for a container that nobody gave up
 */
export async function eraseContainer(deps: EraseContainerDeps, firmId: string, containerId: string): Promise<boolean> {
  const actor: SystemActor = { kind: 'system', firmId, task: eraseContainerTask };
  const before = await deps.database.inFirm(firmId, (tx) => lookBefore(deps, tx, containerId));
  if (!before) return false;

  await deps.destroyContainerKeys(firmId, containerId);
  await deps.removeObjects(firmId, containerId);
  const erasedAt = deps.clock();
  const facts = { ...before, firm: await deps.getFirm(firmId), erasedAt };
  const certificate = await makeCertificate(facts, (bytes) => deps.signReceipt(firmId, bytes));
  return await deps.database.inFirm(firmId, async (tx) => {
    const container = await lockContainer(tx, containerId);
    // Another run was faster: its event stands.
    if (!container || container.erased_at) return false;
    const counts = await deleteRowsOfBytes(tx, containerId);
    const { dropoffId, subjectKind } = await deps.forget(tx, containerId);
    await setErased(tx, containerId, erasedAt);
    await insertCertificate(tx, firmId, certificate);
    const details = { containerId, ...counts, certificateSha256: hashOf(certificate) };
    await recordErased(tx, actor, dropoffId, details, subjectKind);
    return true;
  });
}

async function lookBefore(
  deps: Pick<EraseContainerDeps, 'describe'>,
  tx: FirmTransaction,
  containerId: string,
): Promise<Omit<CertificateFacts, 'firm' | 'erasedAt'> | undefined> {
  const container = await lockContainer(tx, containerId);
  if (!container || container.erased_at) return undefined;
  if (!container.erase_requested_at) throw new Error(`container ${containerId} was not given up`);
  return {
    container,
    subject: await deps.describe(tx, containerId),
    goes: await listWhatGoes(tx, containerId),
    rules: await listRules(tx),
    timeZone: await readTimeZone(tx),
  };
}

/** What ties the event, and with it the firm's log, to this very certificate: of the bytes that are signed. */
function hashOf(certificate: ErasureCertificate): string {
  return createHash('sha256').update(erasureBytes(certificate)).digest('hex');
}
