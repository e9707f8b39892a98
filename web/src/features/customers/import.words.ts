import { plural } from '../../i18n/plural.ts';
import type { Words } from '../../i18n/words.ts';

const de = {
  title: 'Kunden aus einer CSV-Datei übernehmen',
  format:
    'Je Zeile ein Kunde mit Kundennummer und Name, getrennt durch Semikolon oder Komma. Eine Kopfzeile mit „Kundennummer“ und „Name“ ist erlaubt, aber nicht nötig. Excel: „Speichern unter“, Typ „CSV“.',
  nothingDeleted: 'Kunden, die in der Datei fehlen, bleiben unverändert.',
  choose: 'CSV-Datei auswählen',
  chosen: 'Gewählte Datei',
  chooseOther: 'Andere Datei auswählen',
  cancel: 'Abbrechen',
  close: 'Schließen',
  reading: 'Die Datei wird geprüft',
  failed: 'Die Datei ließ sich nicht prüfen',
  importFailed: 'Die Kunden sind nicht übernommen',
  preview: 'Vorschau',
  previewHint: 'Noch ist nichts geändert.',
  counts: { new: 'neu', changed: 'geändert', unchanged: 'unverändert', errors: 'fehlerhaft' },
  sample: 'Die ersten Änderungen',
  number: 'Kundennummer',
  name: 'Name',
  change: 'Änderung',
  changes: { new: 'neu', changed: 'wird geändert' },
  errorsTitle: (count: number) =>
    plural('de', count, '# Zeile wird nicht übernommen', '# Zeilen werden nicht übernommen'),
  line: 'Zeile',
  value: 'Inhalt',
  reason: 'Was daran nicht stimmt',
  moreErrors: (count: number) => `und ${count} weitere`,
  confirm: (count: number) => plural('de', count, '# Kunden übernehmen', '# Kunden übernehmen'),
  nothingToDo: 'In dieser Datei ist nichts neu oder geändert.',
  done: (added: number, changed: number) =>
    `Übernommen: ${plural('de', added, '# neuer Kunde', '# neue Kunden')}, ${plural('de', changed, '# geänderter', '# geänderte')}.`,
};

export const importWords: Words<typeof de> = {
  de,
  en: {
    title: 'Take over customers from a CSV file',
    format:
      'One customer a line with customer number and name, separated by semicolon or comma. A first line with “Kundennummer” and “Name” is allowed but not needed. Excel: “Save as”, type “CSV”.',
    nothingDeleted: 'Customers missing in the file stay as they are.',
    choose: 'Choose CSV file',
    chosen: 'Chosen file',
    chooseOther: 'Choose another file',
    cancel: 'Cancel',
    close: 'Close',
    reading: 'The file is being checked',
    failed: 'The file could not be checked',
    importFailed: 'The customers were not taken over',
    preview: 'Preview',
    previewHint: 'Nothing has been changed yet.',
    counts: { new: 'new', changed: 'changed', unchanged: 'unchanged', errors: 'with errors' },
    sample: 'The first changes',
    number: 'Customer number',
    name: 'Name',
    change: 'Change',
    changes: { new: 'new', changed: 'will change' },
    errorsTitle: (count) => plural('en', count, '# line is left out', '# lines are left out'),
    line: 'Line',
    value: 'Content',
    reason: 'What is wrong with it',
    moreErrors: (count) => `and ${count} more`,
    confirm: (count) => plural('en', count, 'Take over # customer', 'Take over # customers'),
    nothingToDo: 'Nothing in this file is new or changed.',
    done: (added, changed) =>
      `Taken over: ${plural('en', added, '# new customer', '# new customers')}, ${changed} changed.`,
  },
};
