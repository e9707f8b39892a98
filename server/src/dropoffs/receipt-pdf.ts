import { setImmediate as nextTurn } from 'node:timers/promises';

import type { Receipt } from '@schleuse/proofs/receipt';
import { keyFingerprint } from '@schleuse/proofs/verify-receipt';
import PdfKit from 'pdfkit';

import type { Language } from '../format.ts';
import { createTypesetter } from './pdf-text.ts';
import {
  type Block,
  drawMargins,
  headBlocks,
  paper,
  proofBlocks,
  rowBlock,
  type Sheet,
  type Strip,
  tableHead,
} from './receipt-pdf-blocks.ts';
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
  const doc = openDocument(receipt, `${words.title} ${receipt.id.slice(0, 8)}`, language);
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

function openDocument(receipt: Receipt, title: string, language: Language): PDFKit.PDFDocument {
  const at = new Date(receipt.receivedAt);
  const doc = new PdfKit({
    size: 'A4',
    margin: 0,
    autoFirstPage: false,
    pdfVersion: '1.7',
    lang: language,
    displayTitle: true,
    info: {
      Title: title,
      Author: receipt.firm,
      Creator: 'Schleuse',
      Producer: 'Schleuse',
      CreationDate: at,
      ModDate: at,
    },
  });
  doc.file(Buffer.from(`${JSON.stringify(receipt, null, 2)}\n`), {
    name: 'receipt.json',
    type: 'application/json',
    description: title,
    creationDate: at,
    modifiedDate: at,
  });
  return doc;
}

type Placed = { strip: Strip; y: number };

/** Fills pages from top to bottom; a row that begins a page has the table's head above it. */
function paginate(blocks: readonly Block[], head: Strip): Placed[][] {
  const pages: Placed[][] = [[]];
  let y = paper.top;
  const pageHeight = paper.bottom - paper.top - head.height;

  function turn(block: Block): void {
    pages.push([]);
    y = paper.top;
    if (block.kind === 'row') place(head);
  }
  function place(strip: Strip): void {
    pages.at(-1)?.push({ strip, y });
    y += strip.height;
  }

  for (const block of blocks) {
    const height = block.strips.reduce((sum, strip) => sum + strip.height, 0);
    if (y + height > paper.bottom && height <= pageHeight) turn(block);
    for (const strip of block.strips) {
      if (y + strip.height > paper.bottom) turn(block);
      place(strip);
    }
  }
  return pages;
}
