import type { ErasureCertificate } from './erasure-certificate.ts';
import { asErasureCertificate } from './parse-certificate.ts';
import { asReceipt, type Receipt } from './receipt.ts';
import { readDocument } from './read-document.ts';

/** What a firm signs for others. */
export type SignedDocument = Receipt | ErasureCertificate;

/** Reads either, by its `format`. @throws MalformedDocument */
export function parseDocument(text: string): SignedDocument {
  const document = readDocument(text);
  return document['format'] === 'schleuse-erasure-v1' ? asErasureCertificate(document) : asReceipt(document);
}
