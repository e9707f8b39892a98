import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { inflateSync } from 'node:zlib';

import { parseReceipt, type Receipt, type ReceiptFile } from '@schleuse/proofs/receipt';
import { verifyReceipt } from '@schleuse/proofs/verify-receipt';
import * as fc from 'fast-check';
import PdfKit from 'pdfkit';
import { describe, expect, test } from 'vitest';

import { createTypesetter, type TextStyle } from './pdf-text.ts';
import { renderReceiptPdf } from './receipt-pdf.ts';

const vector = new URL('../../../proofs/vectors/receipt.json', import.meta.url);
const provenVector = new URL('../../../proofs/vectors/receipt-log.json', import.meta.url);
const { receipt } = JSON.parse(readFileSync(vector, 'utf8')) as { receipt: Receipt };
const file = (name: string, index = 0): ReceiptFile => ({
  name,
  size: index * 7919 * 131,
  sha256: createHash('sha256').update(name).digest('hex'),
});
const withFiles = (files: ReceiptFile[]): Receipt => ({ ...receipt, files });
const pagesOf = (pdf: Buffer): number => Number(/\/Type \/Pages\n\/Count (\d+)/.exec(pdf.toString('latin1'))?.[1]);
const style: TextStyle = { face: 'regular', size: 10, color: '#000000' };
const newTypesetter = () => createTypesetter(new PdfKit({ autoFirstPage: false }));

describe('D4: the receipt as PDF', () => {
  test('is the same bytes for the same receipt, and another for another language', async () => {
    const first = await renderReceiptPdf(receipt, { language: 'de' });
    expect(first.equals(await renderReceiptPdf(receipt, { language: 'de' }))).toBe(true);
    expect(first.equals(await renderReceiptPdf(receipt, { language: 'en' }))).toBe(false);
    expect(first.subarray(0, 5).toString()).toBe('%PDF-');
    expect(pagesOf(first)).toBe(1);
  });

  test('carries the signed receipt as an attachment', async () => {
    const pdf = await renderReceiptPdf(receipt, { language: 'de' });
    const attached = attachmentOf(pdf);
    expect(JSON.parse(attached)).toEqual(receipt);
    expect(await verifyReceipt(parseReceipt(attached))).toBe('signed_by_own_key');
  });

  test('X1: says where the log has it, or that this follows; the attachment has the proof', async () => {
    const { receipt: proven } = JSON.parse(readFileSync(provenVector, 'utf8')) as { receipt: Receipt };
    const pdf = await renderReceiptPdf(proven, { language: 'de' });
    expect(JSON.parse(attachmentOf(pdf))).toEqual(proven);
    expect(pagesOf(pdf)).toBe(1);
    // Text is drawn by the numbers of glyphs: what can be seen is that other places draw other pages.
    const proof = proven.proof?.replace(/index \d+/, 'index 7') ?? '';
    const moved: Receipt = { ...proven, proof };
    const { leaf: _leaf, proof: _proof, verifierKey: _key, ...unproven } = proven;
    const drawn = new Set<string>();
    for (const one of [proven, moved, unproven]) drawn.add(drawnPage(await renderReceiptPdf(one, { language: 'de' })));
    expect(drawn).not.toContain('');
    expect(drawn.size).toBe(3);
  });

  test('three hundred files with names of 255 characters make many pages', async () => {
    const files = Array.from({ length: 300 }, (_, index) => file(`${String(index).padStart(251, 'Ä')}.pdf`, index));
    const pdf = await renderReceiptPdf(withFiles(files), { language: 'de' });
    // Five lines of name at most: six rows or more on a page.
    expect(pagesOf(pdf)).toBeGreaterThan(20);
    expect(pagesOf(pdf)).toBeLessThanOrEqual(50);
  });

  test('a path longer than a page goes on on the next one', async () => {
    const pdf = await renderReceiptPdf(withFiles([file('W'.repeat(4096))]), { language: 'en' });
    expect(pagesOf(pdf)).toBeGreaterThan(2);
  });

  test('other work gets its turn while many files are set', async () => {
    const files = Array.from({ length: 1000 }, (_, index) => file(`Beleg ${index}.pdf`, index));
    let turns = 0;
    const ended = new AbortController();
    const rendering = renderReceiptPdf(withFiles(files), { language: 'de' }).finally(() => ended.abort());
    while (!ended.signal.aborted) {
      await nextTurn();
      turns += 1;
    }
    await rendering;
    expect(turns).toBeGreaterThan(50);
  });

  test('threat: a name made to break the page: none does', async () => {
    const unit = fc.oneof(
      fc.constantFrom('\0', '\u202e', '\ud83d\udcc4', '\u0308', '字', 'ש', '\ufeff', '\ud800'),
      fc.string(),
    );
    const names = fc.array(fc.string({ unit, maxLength: 300 }), { maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(names, async (some) => {
        const pdf = await renderReceiptPdf(withFiles(some.map(file)), { language: 'de' });
        expect(pagesOf(pdf)).toBeGreaterThan(0);
      }),
      { numRuns: 8 },
    );
  });
});

describe('D4: text on the receipt', () => {
  test('breaks after folders and words, in a word only when it must, and loses nothing', () => {
    const setter = newTypesetter();
    const text = `Rechnungen und Belege/${'x'.repeat(80)}/März.pdf`;
    const lines = setter.lines(text, style, 120);
    expect(lines.map((line) => line.runs.map((run) => run.text).join('')).join('')).toBe(text);
    expect(lines[0]?.runs.map((run) => run.text).join('')).toBe('Rechnungen und Belege/');
    for (const line of lines) expect(line.width).toBeLessThanOrEqual(120);
    expect(setter.missing).toBe(false);
  });

  test.each([
    ['Latin', 'Größe ĄŁŐ ệ ẞ €'],
    ['Cyrillic', 'Отчёт Київ'],
    ['Greek', 'Κατάλογος ᾠδή'],
    ['decomposed', 'A\u030a'],
  ])('%s has its characters', (_, text) => {
    const setter = newTypesetter();
    setter.lines(text, style, 500);
    expect(setter.missing).toBe(false);
  });

  test('threat: invisible characters and turned writing are shown as numbers', () => {
    const setter = newTypesetter();
    const [line] = setter.lines('a\u202egpj.exe\u200b\u0000', style, 500);
    expect(line?.runs.map((run) => run.text).join('')).toBe('a[U+202E]gpj.exe[U+200B][U+0000]');
  });

  test.each([
    ['字.pdf', '[U+5B57].pdf'],
    ['Foto 😀', 'Foto [U+1F600]'],
    ['👨‍👩‍👧', '[U+1F468][U+200D][U+1F469][U+200D][U+1F467]'],
  ])('a character no font has is written as its number and reported: %s', (text, written) => {
    const setter = newTypesetter();
    const [line] = setter.lines(text, style, 500);
    expect(line?.runs.map((run) => run.text).join('')).toBe(written);
    expect(setter.missing).toBe(true);
  });
});

/** The stream of the embedded file, found by its type. */
function attachmentOf(pdf: Buffer): string {
  const head = pdf.indexOf('/Subtype /application#2Fjson');
  const begin = pdf.indexOf('stream\n', head) + 'stream\n'.length;
  return inflateSync(pdf.subarray(begin, pdf.indexOf('\nendstream', begin))).toString();
}

/** What is drawn on the first page: the first stream that selects a font. */
function drawnPage(pdf: Buffer): string {
  for (const [, stream = ''] of pdf.toString('latin1').matchAll(/stream\n(.*?)\nendstream/gs)) {
    const text = inflateSync(Buffer.from(stream, 'latin1')).toString('latin1');
    if (/ Tf\n/.test(text)) return text;
  }
  return '';
}
