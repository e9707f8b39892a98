import { parentPort } from 'node:worker_threads';

import type { Receipt } from '@schleuse/proofs/receipt';

import { renderReceiptPdf, type ReceiptPdfOptions } from './receipt-pdf.ts';

// The thread that prints receipts: reading fonts and setting thousands of names would hold up everybody's uploads.

export type PrintJob = { receipt: Receipt; options: ReceiptPdfOptions };
export type Printed = { pdf: Uint8Array } | { fault: string };

parentPort?.on('message', ({ receipt, options }: PrintJob) => {
  void renderReceiptPdf(receipt, options)
    .then(
      (pdf): Printed => ({ pdf: new Uint8Array(pdf) }),
      (error: unknown): Printed => ({ fault: error instanceof Error ? (error.stack ?? error.message) : 'unknown' }),
    )
    .then((printed) => parentPort?.postMessage(printed));
});
