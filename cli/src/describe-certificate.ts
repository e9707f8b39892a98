import type { ErasureCause, ErasureCertificate } from '@schleuse/proofs/erasure-certificate';
import type { Receipt, ReceiptFile } from '@schleuse/proofs/receipt';

import { certificateWords } from './certificate-words.ts';
import { formatBytes, formatInstant, type Language } from './language.ts';
import { printable } from './terminal.ts';

/** What a certificate says, in lines. */
export function describeCertificate(certificate: ErasureCertificate, language: Language): string[] {
  const text = certificateWords[language];
  const time = (instant: string): string => formatInstant(instant, language);
  const { erased, container, orderedAt, erasedAt, kept } = certificate;
  const { unfinished } = erased;
  return [
    text.of(printable(certificate.firm), certificate.id),
    container.arrivedAt === null ? text.neverArrived : text.arrived(time(container.arrivedAt)),
    text.erased(time(orderedAt), time(erasedAt), erased.files.length, formatBytes(erased.totalBytes, language)),
    ...(unfinished.files > 0 ? [text.unfinished(unfinished.files, formatBytes(unfinished.bytes, language))] : []),
    describeCause(certificate.cause, language),
    text.key,
    ...kept.map(({ legalBasis, atLeastUntil }) => text.kept(time(atLeastUntil), printable(legalBasis))),
  ];
}

function describeCause(cause: ErasureCause, language: Language): string {
  const { cause: text } = certificateWords[language];
  if (cause.kind === 'rule') return text.rule(printable(cause.rule), printable(cause.legalBasis));
  return cause.kind === 'restore' ? text.restore : text.order;
}

export type Covered = { lines: string[]; all: boolean };

/** Whether a certificate covers what was to be erased: files at hand, by their contents. */
export function compareErased(
  certificate: ErasureCertificate,
  files: readonly ReceiptFile[],
  language: Language,
): Covered {
  const text = certificateWords[language];
  const left = Map.groupBy(certificate.erased.files, ({ size, sha256 }) => `${size} ${sha256}`);
  const found = files.map((file) => left.get(`${file.size} ${file.sha256}`)?.pop() !== undefined);
  const lines = files.map(({ name }, at) => `${found[at] ? text.covered : text.notCovered}: ${printable(name)}`);
  return { lines, all: found.every(Boolean) };
}

/** The same for a receipt: of the same drop-off, and every file of it. */
export function compareWithReceipt(certificate: ErasureCertificate, receipt: Receipt, language: Language): Covered {
  const text = certificateWords[language];
  if (receipt.id !== certificate.id) return { lines: [text.otherDropoff], all: false };
  const { lines, all } = compareErased(certificate, receipt.files, language);
  return { lines: [...lines, all ? text.coversReceipt(receipt.files.length) : text.lacksOfReceipt], all };
}
