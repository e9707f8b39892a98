import type { ErasureCertificate } from '@schleuse/proofs/erasure-certificate';
import type { EventProof } from '@schleuse/proofs/event-entry';

import type { FirmTransaction } from '../db/database.ts';

export async function insertCertificate(
  tx: FirmTransaction,
  firmId: string,
  certificate: ErasureCertificate,
): Promise<void> {
  await tx
    .insertInto('erasure_certificates')
    .values({
      container_id: certificate.container.id,
      firm_id: firmId,
      subject_id: certificate.id,
      certificate: JSON.stringify(certificate),
    })
    .execute();
}

/** Of a drop-off; with its proof as soon as there is one. */
export async function findCertificate(tx: FirmTransaction, subjectId: string): Promise<ErasureCertificate | undefined> {
  const row = await tx
    .selectFrom('erasure_certificates')
    .select(['certificate', 'log_proof'])
    .where('subject_id', '=', subjectId)
    .executeTakeFirst();
  if (!row) return undefined;
  const certificate = row.certificate as ErasureCertificate;
  return row.log_proof ? { ...certificate, ...(row.log_proof as EventProof) } : certificate;
}

export async function setLogProof(tx: FirmTransaction, subjectId: string, log: object): Promise<void> {
  await tx
    .updateTable('erasure_certificates')
    .set({ log_proof: JSON.stringify(log) })
    .where('subject_id', '=', subjectId)
    .where('log_proof', 'is', null)
    .execute();
}
