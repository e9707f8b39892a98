import { Readable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';

import { CsvError, parse } from 'csv-parse';

import { InvalidInput } from '../errors.ts';
import { numberKey, tidyNumber } from './customer-number.ts';

export type CsvRow = { line: number; number: string; name: string };
/** `code` is stable; the web turns it into a sentence. `value` is the cell it is about, shortened. */
export type CsvRowError = { line: number; code: CsvErrorCode; value?: string };
export type CsvErrorCode = 'number_missing' | 'number_malformed' | 'number_twice' | 'name_missing' | 'name_too_long';

const mostRows = 200_000;
const longestName = 200;

/**
 * Reads a list of customers as spreadsheets write them: UTF-8, UTF-16 or Windows-1252, separated by semicolon, comma or
 * tab, quoted or not, with a header row in German or English or none (then number and name are the first two columns).
 * The event loop gets its turn between pieces.
 * @throws InvalidInput `csv_unreadable` with `details.reason`, and `details.line` where known
 */
export async function readCustomerCsv(
  bytes: Uint8Array,
  isNumber: (tidy: string) => boolean,
): Promise<{ total: number; rows: CsvRow[]; errors: CsvRowError[] }> {
  const text = decode(bytes).replace(/^sep=(.)\r?\n/i, '');
  const rows: CsvRow[] = [];
  const errors: CsvRowError[] = [];
  const seen = new Set<string>();
  let columns: Columns | undefined;
  let total = 0;
  for await (const { cells, line } of records(text)) {
    if (!columns) {
      columns = findColumns(cells);
      if (columns.isHeader) continue;
    }
    if (++total > mostRows) throw unreadable('too_many_rows', line);
    const number = tidyNumber(cells[columns.number] ?? '');
    const name = (cells[columns.name] ?? '')
      .normalize('NFC')
      .replaceAll(/[\s\p{Cc}]+/gu, ' ')
      .trim();
    const code = findFault(number, name, isNumber);
    if (code) errors.push({ line, code, value: (code.startsWith('number') ? number : name).slice(0, 64) });
    else if (seen.has(numberKey(number))) errors.push({ line, code: 'number_twice', value: number });
    else {
      seen.add(numberKey(number));
      rows.push({ line, number, name });
    }
  }
  if (total === 0) throw unreadable('empty');
  return { total, rows, errors };
}

function findFault(number: string, name: string, isNumber: (tidy: string) => boolean): CsvErrorCode | undefined {
  if (number === '') return 'number_missing';
  if (!isNumber(number)) return 'number_malformed';
  if (name === '') return 'name_missing';
  return name.length > longestName ? 'name_too_long' : undefined;
}

/** By byte order mark; else UTF-8 if it is that without a fault; else what Excel on a German Windows writes. */
function decode(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  if (bytes.includes(0)) throw unreadable('not_text');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

type CsvRecord = { record: string[]; info: { lines: number } };

async function* records(text: string): AsyncGenerator<{ cells: string[]; line: number }> {
  const parser = parse({
    delimiter: findDelimiter(text),
    info: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    skip_records_with_empty_values: true,
    trim: true,
    // An unclosed quote would swallow the rest of the file into one cell.
    max_record_size: 16_384,
  });
  Readable.from(pieces(text)).pipe(parser);
  try {
    for await (const { record, info } of parser as AsyncIterable<CsvRecord>) {
      const inner = record.reduce((count, cell) => count + (cell.match(/\n/g)?.length ?? 0), 0);
      yield { cells: record, line: info.lines - inner };
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = (error as CsvError & { lines?: number }).lines;
    throw unreadable('quote_not_closed', line);
  }
}

async function* pieces(text: string): AsyncGenerator<string> {
  const size = 16_384;
  for (let at = 0; at < text.length; at += size) {
    yield text.slice(at, at + size);
    await nextTurn();
  }
}

/** The separator that stands most often in the first line that says anything, outside of quotes. */
function findDelimiter(text: string): string {
  const line = /^.*\S.*$/m.exec(text.slice(0, 16_384))?.[0].replaceAll(/"[^"]*"/g, '') ?? '';
  const count = (separator: string): number => line.split(separator).length;
  return [';', '\t', ','].reduce((best, next) => (count(next) > count(best) ? next : best));
}

type Columns = { isHeader: boolean; number: number; name: number };

const numberTitle = /^(kunden?-?(nr|nummer)|kd-?nr|nummer|nr|customer-?(number|no|nr|id)|number|no)$/;
const nameTitle = /^(name|kunden?-?name|kunde|firma|firmen-?name|bezeichnung|customer-?name|customer|company)$/;

function findColumns(cells: string[]): Columns {
  const titles = cells.map((cell) => cell.toLowerCase().replaceAll(/[\s_.:]/g, ''));
  const number = titles.findIndex((title) => numberTitle.test(title));
  const name = titles.findIndex((title) => nameTitle.test(title));
  if (number >= 0 && name >= 0) return { isHeader: true, number, name };
  if (number >= 0 || name >= 0) throw unreadable('header_incomplete', 1);
  if (cells.length < 2) throw unreadable('one_column_only', 1);
  return { isHeader: false, number: 0, name: 1 };
}

function unreadable(reason: string, line?: number): InvalidInput {
  return new InvalidInput('csv_unreadable', 'This is not a list of customers that can be read.', {
    reason,
    ...(line !== undefined && { line }),
  });
}
