import { Problem } from '../../api/problem.ts';
import type { Words } from '../../i18n/words.ts';

const de = {
  too_large: 'Die Datei ist größer als 10 MB.',
  // One line
  number_missing: 'Die Kundennummer fehlt.',
  number_malformed: 'Die Kundennummer hat nicht die Form, die in den Einstellungen festgelegt ist.',
  number_twice: 'Diese Kundennummer stand in der Datei schon weiter oben.',
  name_missing: 'Der Name fehlt.',
  name_too_long: 'Der Name hat mehr als 200 Zeichen.',
  // The whole file, by its reason
  not_text: 'Das ist keine Textdatei. Speichern Sie die Liste in Ihrem Programm als CSV.',
  empty: 'Die Datei enthält keine Kunden.',
  too_many_rows: 'Die Datei hat mehr als 200.000 Zeilen. Teilen Sie sie auf.',
  quote_not_closed: 'In der Datei ist ein Anführungszeichen nicht geschlossen; dahinter lässt sich nichts mehr lesen.',
  header_incomplete: 'Die Kopfzeile nennt nur eine der beiden Spalten. Sie braucht „Kundennummer“ und „Name“.',
  one_column_only: 'Die Datei hat nur eine Spalte. Es braucht zwei: Kundennummer und Name.',
  csv_unreadable: 'Das ist keine Kundenliste, die sich lesen lässt.',
};

export const importProblems: Words<typeof de> = {
  de,
  en: {
    too_large: 'The file is larger than 10 MB.',
    number_missing: 'The customer number is missing.',
    number_malformed: 'The customer number does not have the form laid down in the settings.',
    number_twice: 'This customer number stands further up in the file already.',
    name_missing: 'The name is missing.',
    name_too_long: 'The name has more than 200 characters.',
    not_text: 'This is not a text file. Save the list as CSV in your program.',
    empty: 'The file holds no customers.',
    too_many_rows: 'The file has more than 200,000 lines. Please split it.',
    quote_not_closed: 'A quotation mark in the file is not closed; nothing after it can be read.',
    header_incomplete: 'The first line names only one of the two columns. It needs “Kundennummer” and “Name”.',
    one_column_only: 'The file has only one column. It needs two: customer number and name.',
    csv_unreadable: 'This is not a list of customers that can be read.',
  },
};

/** The sentences, with the one for an unreadable file chosen by its reason. */
export function unreadableProblems(error: unknown, words: Readonly<Record<string, string>>): Record<string, string> {
  const reason = error instanceof Problem ? String(error.details['reason']) : '';
  const text = words[reason];
  return text ? { ...words, csv_unreadable: text } : { ...words };
}
