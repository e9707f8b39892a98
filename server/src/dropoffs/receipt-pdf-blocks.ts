import { parseCheckpoint } from '@schleuse/proofs/checkpoint';
import type { Receipt, ReceiptFile } from '@schleuse/proofs/receipt';
import { parseNote } from '@schleuse/proofs/signed-note';
import { parseTlogProof } from '@schleuse/proofs/tlog-proof';

import { formatBytes, formatExactBytes, formatInstant, type Language } from '../format.ts';
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
import type { ReceiptWords } from './receipt-words.ts';

export type Sheet = Page & {
  words: ReceiptWords;
  language: Language;
  timeZone: string;
};

/** Firm, title, what was received, and the facts. */
export function headBlocks(receipt: Receipt, sheet: Sheet): Block[] {
  const { words, language, timeZone } = sheet;
  const totalBytes = receipt.files.reduce((sum, file) => sum + file.size, 0);
  const facts = { firm: receipt.firm, fileCount: receipt.files.length, totalBytes };
  const rows: [string, string][] = [
    [words.customerNumber, receipt.customerNumber],
    [words.receivedAt, formatInstant(new Date(receipt.receivedAt), language, timeZone)],
    [words.erasesAt, words.erasesAtValue(new Date(receipt.erasesAt), timeZone)],
    [words.files, words.filesValue(facts)],
    [words.id, receipt.id],
  ];
  const strips = [
    ...paragraph(receipt.firm, styles.firm, sheet),
    gap(18),
    ...paragraph(words.title, styles.title, sheet),
    gap(6),
    ...paragraph(words.lead(facts), styles.body, sheet),
    gap(16),
    ...rows.flatMap(([label, value]) => labelled(label, value, styles.body, sheet)),
    gap(18),
    tableHead(sheet),
  ];
  return [{ kind: 'text', strips }];
}

/** A file: number, name on as many lines as it takes, size; below in small the checksum and the exact size. */
export function rowBlock(file: ReceiptFile, number: number, sheet: Sheet): Block {
  const { doc, setter, language } = sheet;
  const names = setter.lines(file.name, styles.body, column.nameWidth);
  const [numberLine] = setter.lines(String(number), styles.grey, column.number - paper.left);
  const [sizeLine] = setter.lines(formatBytes(file.size, language), styles.body, width);
  const [hashLine] = setter.lines(file.sha256, styles.mono, column.nameWidth);
  const [exactLine] = setter.lines(formatExactBytes(file.size, language), styles.small, width);
  const strips = names.map((line, index): Strip => {
    return {
      height: leading(styles.body),
      draw(y) {
        setter.draw(line, styles.body, column.name, y);
        if (index > 0) return;
        if (numberLine) setter.draw(numberLine, styles.grey, column.number, y, 'right');
        if (sizeLine) setter.draw(sizeLine, styles.body, paper.right, y, 'right');
      },
    };
  });
  const below: Strip = {
    height: 18,
    draw(y) {
      if (hashLine) setter.draw(hashLine, styles.mono, column.name, y + 0.6);
      if (exactLine && file.size >= 1024) setter.draw(exactLine, styles.small, paper.right, y, 'right');
      drawRule(doc, y + 15.2);
    },
  };
  return { kind: 'row', strips: [gap(3), ...strips, below] };
}

/** Signature, key, and how to check both. */
export function proofBlocks(receipt: Receipt, fingerprint: string, sheet: Sheet): Block[] {
  const { words, setter, timeZone } = sheet;
  const proof: Block = {
    kind: 'text',
    strips: [
      gap(18),
      ...paragraph(words.proof, styles.heading, sheet),
      gap(4),
      ...labelled(words.fingerprint, fingerprint, { ...styles.mono, size: 9 }, sheet),
      ...labelled(words.key, receipt.signingKey, styles.mono, sheet),
      ...labelled(words.signature, receipt.signature, styles.mono, sheet),
      ...logStrips(receipt, sheet),
    ],
  };
  const steps = words.steps.map((step, index): Strip[] => numbered(`${index + 1}.`, step, sheet));
  const notes = [words.clock(receipt.receivedAt, timeZone), ...(setter.missing ? [words.missingGlyphs] : [])];
  const howTo: Block = {
    kind: 'text',
    strips: [
      gap(18),
      ...paragraph(words.howTo, styles.heading, sheet),
      gap(4),
      ...steps.flat(),
      gap(4),
      ...notes.flatMap((note) => paragraph(note, styles.small, sheet)),
    ],
  };
  return [proof, howTo];
}

/** Where the firm's log has the submission, and enough of the signed tree head to compare two by eye. */
function logStrips({ proof }: Receipt, sheet: Sheet): Strip[] {
  const { words } = sheet;
  if (proof === undefined) return labelled(words.logEntry, words.logFollows, styles.body, sheet);
  const { index, checkpoint } = parseTlogProof(proof);
  const { origin, size, root } = parseCheckpoint(parseNote(checkpoint).text);
  const head = Buffer.from(root).toString('hex').slice(0, 32);
  return [
    ...labelled(words.logEntry, words.logEntryValue(index + 1, size), styles.body, sheet),
    ...labelled(words.logHead, head.replace(/.{4}(?=.)/g, '$& '), { ...styles.mono, size: 9 }, sheet),
    ...labelled(words.logName, origin, styles.mono, sheet),
  ];
}

/** Above the rows, on every page that has some. */
export function tableHead(sheet: Sheet): Strip {
  const { doc, setter, words } = sheet;
  const [number] = setter.lines(words.number, styles.small, width);
  const [name] = setter.lines(words.name, styles.small, width);
  const [size] = setter.lines(words.size, styles.small, width);
  return {
    height: 18,
    draw(y) {
      if (number) setter.draw(number, styles.small, column.number, y, 'right');
      if (name) setter.draw(name, styles.small, column.name, y);
      if (size) setter.draw(size, styles.small, paper.right, y, 'right');
      drawRule(doc, y + 15);
    },
  };
}

/** What stands above and below the text of a page; pages after the first say whose receipt they belong to. */
export function drawMargins(receipt: Receipt, page: number, pages: number, { doc, setter, words }: Sheet): void {
  const line = (text: string) => setter.lines(text, styles.small, 1000)[0];
  const count = line(words.pageOf(page, pages));
  const id = line(`${words.title} ${receipt.id}`);
  if (id) setter.draw(id, styles.small, paper.left, paper.footer);
  if (count) setter.draw(count, styles.small, paper.right, paper.footer, 'right');
  if (page === 1) return;
  const [firm] = setter.lines(receipt.firm, styles.small, width * 0.6);
  const customer = line(`${words.customerNumber} ${receipt.customerNumber}`);
  if (firm) setter.draw(firm, styles.small, paper.left, 36);
  if (customer) setter.draw(customer, styles.small, paper.right, 36, 'right');
  drawRule(doc, 50);
}
