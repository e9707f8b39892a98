import type { ErasedFile, ErasureCertificate } from '@schleuse/proofs/erasure-certificate';

import { formatBytes, formatExactBytes, formatInstant, type Language } from '../format.ts';
import type { ErasureWords } from './erasure-words.ts';
import {
  type Block,
  column,
  drawRule,
  gap,
  labelled,
  leading,
  numbered,
  type Page,
  paper,
  paragraph,
  type Strip,
  styles,
  width,
} from './pdf-blocks.ts';

export type ErasureSheet = Page & { words: ErasureWords; language: Language; timeZone: string };

/** Firm, title, what was erased, and the facts. */
export function erasureHead(certificate: ErasureCertificate, sheet: ErasureSheet): Block[] {
  const { words, language, timeZone } = sheet;
  const { container, erased, key } = certificate;
  const counts = { files: erased.files.length, bytes: erased.totalBytes };
  const { unfinished } = erased;
  const show = (instant: string): string => formatInstant(new Date(instant), language, timeZone);
  const rows: [string, string][] = [
    [words.id, certificate.id],
    [words.begunAt, show(container.begunAt)],
    [words.arrivedAt, container.arrivedAt === null ? words.neverArrived : show(container.arrivedAt)],
    [words.cause, words.causeValue(certificate.cause, timeZone)],
    [words.orderedAt, show(certificate.orderedAt)],
    [words.erasedAt, show(certificate.erasedAt)],
    [words.files, words.filesValue(counts)],
    ...(unfinished.files > 0 ? [[words.unfinished, words.filesValue(unfinished)] as [string, string]] : []),
    [words.key, words.keyValue],
  ];
  const strips = [
    ...paragraph(certificate.firm, styles.firm, sheet),
    gap(18),
    ...paragraph(words.title, styles.title, sheet),
    gap(6),
    ...paragraph(words.lead(certificate.firm, counts), styles.body, sheet),
    gap(16),
    ...rows.flatMap(([label, value]) => labelled(label, value, styles.body, sheet)),
    ...labelled(words.keyPair, `SHA-256 ${key.publicKeySha256}`, styles.mono, sheet),
    gap(18),
    ...(erased.files.length > 0 ? [erasureTableHead(sheet)] : []),
  ];
  return [{ kind: 'text', strips }];
}

/** A file: number, checksum, size; no name. */
export function erasedRow(file: ErasedFile, number: number, { doc, setter, words, language }: ErasureSheet): Block {
  const [numberLine] = setter.lines(String(number), styles.grey, width);
  const [hashLine] = file.sha256
    ? setter.lines(file.sha256, styles.mono, column.nameWidth)
    : setter.lines(words.notHashed, styles.small, column.nameWidth);
  const size = file.size < 1024 ? formatExactBytes(file.size, language) : formatBytes(file.size, language);
  const [sizeLine] = setter.lines(size, styles.body, width);
  const strip: Strip = {
    height: leading(styles.body) + 5,
    draw(y) {
      if (numberLine) setter.draw(numberLine, styles.grey, column.number, y, 'right');
      if (hashLine) setter.draw(hashLine, file.sha256 ? styles.mono : styles.small, column.name, y + 2.6);
      if (sizeLine) setter.draw(sizeLine, styles.body, paper.right, y, 'right');
      drawRule(doc, y + leading(styles.body) + 2);
    },
  };
  return { kind: 'row', strips: [gap(2), strip] };
}

/** Above the rows, on every page that has some. */
export function erasureTableHead({ doc, setter, words }: ErasureSheet): Strip {
  const [number] = setter.lines(words.number, styles.small, width);
  const [hash] = setter.lines(words.hash, styles.small, width);
  const [size] = setter.lines(words.size, styles.small, width);
  return {
    height: 18,
    draw(y) {
      if (number) setter.draw(number, styles.small, column.number, y, 'right');
      if (hash) setter.draw(hash, styles.small, column.name, y);
      if (size) setter.draw(size, styles.small, paper.right, y, 'right');
      drawRule(doc, y + 15);
    },
  };
}

/** What stays and under which law; signature, place in the log, and how to check them. */
export function erasureEnd(certificate: ErasureCertificate, fingerprint: string, sheet: ErasureSheet): Block[] {
  const { words, timeZone } = sheet;
  const index = /^index (\d+)$/m.exec(certificate.proof ?? '')?.[1];
  const kept = certificate.kept.flatMap(({ legalBasis, atLeastUntil }) => [
    ...labelled(
      words.legalBasis,
      `${legalBasis}; ${words.keptUntil(new Date(atLeastUntil), timeZone)}`,
      styles.body,
      sheet,
    ),
  ]);
  const stays = [
    gap(18),
    ...paragraph(words.kept, styles.heading, sheet),
    gap(4),
    ...paragraph(words.keptLead, styles.body, sheet),
    gap(4),
    ...kept,
  ];
  const proof = [
    gap(18),
    ...paragraph(words.proof, styles.heading, sheet),
    gap(4),
    ...labelled(words.fingerprint, fingerprint, { ...styles.mono, size: 9 }, sheet),
    ...labelled(words.signingKey, certificate.signingKey, styles.mono, sheet),
    ...labelled(words.signature, certificate.signature, styles.mono, sheet),
    ...(index === undefined ? [] : labelled(words.log, words.logValue(index), styles.body, sheet)),
  ];
  const howTo = [
    gap(18),
    ...paragraph(words.howTo, styles.heading, sheet),
    gap(4),
    ...words.steps.flatMap((step, at) => numbered(`${at + 1}.`, step, sheet)),
    gap(4),
    ...paragraph(words.clock(certificate.erasedAt, timeZone), styles.small, sheet),
  ];
  return [stays, proof, howTo].map((strips) => ({ kind: 'text', strips }));
}

/** What stands above and below the text of a page. */
export function drawErasureMargins(
  certificate: ErasureCertificate,
  page: number,
  pages: number,
  { doc, setter, words }: ErasureSheet,
): void {
  const line = (text: string) => setter.lines(text, styles.small, 1000)[0];
  const count = line(words.pageOf(page, pages));
  const id = line(`${words.title} ${certificate.id}`);
  if (id) setter.draw(id, styles.small, paper.left, paper.footer);
  if (count) setter.draw(count, styles.small, paper.right, paper.footer, 'right');
  if (page === 1) return;
  const [firm] = setter.lines(certificate.firm, styles.small, width);
  if (firm) setter.draw(firm, styles.small, paper.left, 36);
  drawRule(doc, 50);
}
