import { type ErasureCertificate, erasureBytes } from './erasure-certificate.ts';
import type { LoggedEvent } from './event-entry.ts';
import { certificateDigest } from './receipt-digest.ts';
import { verifyLogProof } from './verify-log-proof.ts';
import { type ReceiptVerdict, verifySignature } from './verify-receipt.ts';
import type { ReceiptReport, ReceiptTrust } from './verify-receipt-log.ts';

/** Checks the signature, in browsers and Node, without any request; the verdicts are those of a receipt. */
export async function verifyErasureCertificate(
  certificate: ErasureCertificate,
  trustedKey?: Uint8Array,
): Promise<ReceiptVerdict> {
  return await verifySignature(certificate, erasureBytes(certificate), trustedKey);
}

/** Signature and, where there is one, proof: that the firm's log has this very erasure. */
export async function verifyCertificateFully(
  certificate: ErasureCertificate,
  trust: ReceiptTrust = {},
): Promise<ReceiptReport> {
  const signature = await verifyErasureCertificate(certificate, trust.receiptKey);
  const log = await verifyLogProof(certificate, (event) => isOfCertificate(event, certificate), trust);
  const signed = signature === 'signed_by_given_key' || signature === 'signed_by_own_key';
  return { genuine: signed && log.result !== 'failed', proven: signed && log.result === 'proven', signature, log };
}

function isOfCertificate({ kind, subject, details }: LoggedEvent, certificate: ErasureCertificate): boolean {
  const erased = kind === 'erased' && subject.kind === certificate.container.kind && subject.id === certificate.id;
  return erased && details['certificateSha256'] === certificateDigest(certificate);
}
