import { setImmediate as nextTurn } from 'node:timers/promises';

import type { ErasureCertificate } from '@schleuse/proofs/erasure-certificate';
import { keyFingerprint } from '@schleuse/proofs/verify-receipt';

import type { Language } from '../format.ts';
import {
  drawErasureMargins,
  erasedRow,
  erasureEnd,
  erasureHead,
  type ErasureSheet,
  erasureTableHead,
} from './erasure-pdf-blocks.ts';
import { erasureWords } from './erasure-words.ts';
import { openPdf } from './pdf-document.ts';
import { paginate } from './pdf-pages.ts';
import { createTypesetter } from './pdf-text.ts';

/** The erasure certificate to print: A4, the same bytes for the same certificate, with the signed JSON attached. */
export async function renderErasurePdf(
  certificate: ErasureCertificate,
  options: { language: Language; timeZone?: string },
): Promise<Buffer> {
  const { language, timeZone = 'Europe/Berlin' } = options;
  const words = erasureWords[language];
  const doc = openPdf({
    title: `${words.title} ${certificate.id.slice(0, 8)}`,
    author: certificate.firm,
    at: new Date(certificate.erasedAt),
    language,
    attachment: { name: 'erasure.json', value: certificate },
  });
  const chunks: Buffer[] = [];
  const { promise: ended, resolve } = Promise.withResolvers<void>();
  doc.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', resolve);

  const sheet: ErasureSheet = { doc, setter: createTypesetter(doc), words, language, timeZone };
  const blocks = erasureHead(certificate, sheet);
  for (const [index, file] of certificate.erased.files.entries()) {
    blocks.push(erasedRow(file, index + 1, sheet));
    if (index % 20 === 19) await nextTurn();
  }
  const fingerprint = await keyFingerprint(Buffer.from(certificate.signingKey, 'base64'));
  blocks.push(...erasureEnd(certificate, fingerprint, sheet));

  const pages = paginate(blocks, erasureTableHead(sheet));
  for (const [index, strips] of pages.entries()) {
    doc.addPage();
    drawErasureMargins(certificate, index + 1, pages.length, sheet);
    for (const { strip, y } of strips) strip.draw(y);
    await nextTurn();
  }
  doc.end();
  await ended;
  return Buffer.concat(chunks);
}
