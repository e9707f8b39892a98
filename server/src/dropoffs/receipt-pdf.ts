import { setImmediate as nextTurn } from 'node:timers/promises';

import type { Receipt } from '@schleuse/proofs/receipt';
import { keyFingerprint } from '@schleuse/proofs/verify-receipt';

import type { Language } from '../format.ts';
import { createTypesetter } from './pdf-text.ts';
import { openPdf } from './pdf-document.ts';
import { paginate } from './pdf-pages.ts';
import { drawMargins, headBlocks, proofBlocks, rowBlock, type Sheet, tableHead } from './receipt-pdf-blocks.ts';
import { receiptWords } from './receipt-words.ts';

export type ReceiptPdfOptions = {
  language: Language;
  /** IANA name, of the printed times; default Europe/Berlin. */
  timeZone?: string;
};

/**
 * The delivery receipt to print: A4, the same bytes for the same receipt, with the signed JSON attached. Other work gets
 * its turn between rows and pages: ten thousand files make hundreds of pages.
 */
export async function renderReceiptPdf(receipt: Receipt, options: ReceiptPdfOptions): Promise<Buffer> {
  const { language, timeZone = 'Europe/Berlin' } = options;
  const words = receiptWords[language];
  const doc = openPdf({
    title: `${words.title} ${receipt.id.slice(0, 8)}`,
    author: receipt.firm,
    at: new Date(receipt.receivedAt),
    language,
    attachment: { name: 'receipt.json', value: receipt },
  });
  const chunks: Buffer[] = [];
  const { promise: ended, resolve } = Promise.withResolvers<void>();
  doc.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', resolve);

  const sheet: Sheet = { doc, setter: createTypesetter(doc), words, language, timeZone };
  const blocks = headBlocks(receipt, sheet);
  for (const [index, file] of receipt.files.entries()) {
    blocks.push(rowBlock(file, index + 1, sheet));
    if (index % 20 === 19) await nextTurn();
  }
  const fingerprint = await keyFingerprint(Buffer.from(receipt.signingKey, 'base64'));
  blocks.push(...proofBlocks(receipt, fingerprint, sheet));

  const pages = paginate(blocks, tableHead(sheet));
  for (const [index, strips] of pages.entries()) {
    doc.addPage();
    drawMargins(receipt, index + 1, pages.length, sheet);
    for (const { strip, y } of strips) strip.draw(y);
    await nextTurn();
  }
  doc.end();
  await ended;
  return Buffer.concat(chunks);
}
