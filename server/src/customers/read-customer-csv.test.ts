import { describe, expect, test } from 'vitest';

import type { AppError } from '../errors.ts';
import { numberFormat } from './customer-number.ts';
import { readCustomerCsv } from './read-customer-csv.ts';

const isNumber = numberFormat('^[0-9A-Za-z][0-9A-Za-z .\\-/]{0,31}$');
const read = (csv: string | Uint8Array) => readCustomerCsv(typeof csv === 'string' ? Buffer.from(csv) : csv, isNumber);
const readRows = async (csv: string | Uint8Array): Promise<string[]> =>
  (await read(csv)).rows.map(({ line, number, name }) => `${line}|${number}|${name}`);
/** What Excel writes on a German Windows; all of these characters are the same in Latin-1. */
const windows1252 = (text: string): Uint8Array => Buffer.from(text, 'latin1');

describe('D1: a list of customers', () => {
  test.each([
    ['semicolons', 'Kundennummer;Name\r\n1;Kirche, Süd\r\n2;Zwei\r\n'],
    ['commas', 'Customer number,Name\n1,"Kirche, Süd"\n2,Zwei'],
    ['tabs, columns turned round', 'Ort\tFirma\tKd.-Nr.\nX\tKirche, Süd\t1\nY\tZwei\t2\n'],
    ['a byte order mark', '\ufeffKunden-Nr.;Kundenname\n1;Kirche, Süd\n2;Zwei\n'],
    ['the separator named, as Excel does', 'sep=;\r\nNr;Bezeichnung\r\n1;Kirche, Süd\r\n2;Zwei\r\n'],
  ])('is read with %s', async (_what, csv) => {
    const rows = (await read(csv)).rows.map(({ number, name }) => [number, name]);
    expect(rows).toEqual([
      ['1', 'Kirche, Süd'],
      ['2', 'Zwei'],
    ]);
  });

  test('is read from Windows-1252 and UTF-16', async () => {
    expect(await readRows(windows1252('Kundennummer;Name\r\n1;Förderverein Ä\r\n'))).toEqual(['2|1|Förderverein Ä']);
    const utf16 = Buffer.from('\ufeffKundennummer\tName\r\n1\tFörderverein Ä\r\n', 'utf16le');
    expect(await readRows(utf16)).toEqual(['2|1|Förderverein Ä']);
  });

  test('needs no header', async () => {
    expect(await readRows('1;Eins\n2;Zwei')).toEqual(['1|1|Eins', '2|2|Zwei']);
  });

  test('may hold quotes, line breaks in quotes, empty lines and further columns', async () => {
    const csv = 'Nr;Name;Ort\n\n1;"Kita ""Regenbogen""\nSüd";X\n;;\n2;Verein "Nord";Y;Z\n';
    expect(await readRows(csv)).toEqual(['3|1|Kita "Regenbogen" Süd', '6|2|Verein "Nord"']);
  });

  test('has its errors named by line, with stable codes', async () => {
    const csv = `Nr;Name\n1;Eins\n;Zwei\n§;Drei\n4\n5;${'n'.repeat(201)}\n 0 1 ;x\n01;Doppelt`;
    const { total, rows, errors } = await read(csv);
    expect(total).toBe(7);
    expect(rows.map(({ line }) => line)).toEqual([2, 7]);
    expect(errors).toEqual([
      { line: 3, code: 'number_missing', value: '' },
      { line: 4, code: 'number_malformed', value: '§' },
      { line: 5, code: 'name_missing', value: '' },
      { line: 6, code: 'name_too_long', value: 'n'.repeat(64) },
      { line: 8, code: 'number_twice', value: '01' },
    ]);
  });

  test.each([
    ['', 'empty'],
    ['Nr;Name\n', 'empty'],
    ['1\n2\n', 'one_column_only'],
    ['Kundennummer;Ort\n1;X', 'header_incomplete'],
    ['PK\u0003\u0004\0\0', 'not_text'],
    [`Nr;Name\n1;"Eins\n${'2;Zwei\n'.repeat(5_000)}`, 'quote_not_closed'],
    ['Nr;Name\n1;"Eins', 'quote_not_closed'],
  ])('%j cannot be read: %s', async (csv, reason) => {
    const error = await read(csv).catch((caught: AppError) => caught);
    expect(error).toMatchObject({ code: 'csv_unreadable', details: { reason } });
  });

  test('of 100,000 rows leaves the event loop its turns', async () => {
    const lines = Array.from(
      { length: 100_000 },
      (_, n) => `${n + 1};"Förderverein der Kita Nummer ${n + 1}";Dortmund`,
    );
    const csv = Buffer.from(`Kundennummer;Name;Ort\n${lines.join('\n')}`);
    // Turns of the loop, not milliseconds: a busy machine must not fail this, a reader that never yields must.
    let turns = 0;
    const count = (): void => void ((turns += 1), (timer = setTimeout(count)));
    let timer = setTimeout(count);
    const { rows } = await read(csv);
    clearTimeout(timer);
    expect(rows).toHaveLength(100_000);
    expect(turns).toBeGreaterThan(10);
  });
});
