import type { ErasureCertificate } from '@schleuse/proofs/erasure-certificate';
import type { Receipt } from '@schleuse/proofs/receipt';

/** How many of a receipt's files stand in a certificate, by size and checksum; and whether both are of one case. */
export function countCovered(
  certificate: ErasureCertificate,
  receipt: Receipt,
): { sameCase: boolean; files: number; all: number } {
  const left = Map.groupBy(certificate.erased.files, ({ size, sha256 }) => `${size} ${sha256}`);
  const found = receipt.files.filter(({ size, sha256 }) => left.get(`${size} ${sha256}`)?.pop() !== undefined);
  return { sameCase: certificate.id === receipt.id, files: found.length, all: receipt.files.length };
}
