import PdfKit from 'pdfkit';

import type { Language } from '../format.ts';

export type PdfFacts = {
  title: string;
  author: string;
  /** Stands for the time of making: the same facts are the same bytes. */
  at: Date;
  language: Language;
  /** The signed document, as JSON. */
  attachment: { name: string; value: object };
};

/** An empty A4 document with the signed JSON attached. */
export function openPdf({ title, author, at, language, attachment }: PdfFacts): PDFKit.PDFDocument {
  const doc = new PdfKit({
    size: 'A4',
    margin: 0,
    autoFirstPage: false,
    pdfVersion: '1.7',
    lang: language,
    displayTitle: true,
    info: {
      Title: title,
      Author: author,
      Creator: 'Schleuse',
      Producer: 'Schleuse',
      CreationDate: at,
      ModDate: at,
    },
  });
  doc.file(Buffer.from(`${JSON.stringify(attachment.value, null, 2)}\n`), {
    name: attachment.name,
    type: 'application/json',
    description: title,
    creationDate: at,
    modifiedDate: at,
  });
  return doc;
}
