import type { Language } from './language.ts';

const german = {
  of: (firm: string, id: string) => `Löschprotokoll von ${firm}, Vorgang ${id}`,
  arrived: (at: string) => `Eingegangen ${at}.`,
  neverArrived: 'Nie fertig übermittelt.',
  erased: (ordered: string, at: string, files: number, size: string) =>
    `Gesperrt ${ordered}, gelöscht ${at}: ${files} ${files === 1 ? 'Datei' : 'Dateien'}, ${size}.`,
  unfinished: (files: number, size: string) => `Dazu unvollständig: ${files}, ${size}.`,
  cause: {
    order: 'Anlass: Der Fall wurde geschlossen.',
    restore: 'Anlass: schon vor der Wiederherstellung aus einer Sicherung gelöscht.',
    rule: (rule: string, law: string) => `Anlass: Regel „${rule}“; ${law}`,
  },
  key: 'Der Schlüssel ist vernichtet; auch Kopien in Sicherungen lassen sich nicht mehr öffnen.',
  kept: (until: string, law: string) => `Aufbewahrt wird der Nachweis, mindestens bis ${until}; ${law}`,
  covered: 'gelöscht',
  notCovered: 'NICHT IM LÖSCHPROTOKOLL',
  otherDropoff: 'Die Bestätigung gehört zu einem ANDEREN Vorgang.',
  coversReceipt: (files: number) => `Alle ${files} Dateien der Bestätigung stehen im Löschprotokoll.`,
  lacksOfReceipt: 'Nicht alle Dateien der Bestätigung stehen im Löschprotokoll.',
};

export const certificateWords: Record<Language, typeof german> = {
  de: german,
  en: {
    of: (firm, id) => `Erasure certificate of ${firm}, case ${id}`,
    arrived: (at) => `Arrived ${at}.`,
    neverArrived: 'Never handed over.',
    erased: (ordered, at, files, size) =>
      `Locked ${ordered}, erased ${at}: ${files} ${files === 1 ? 'file' : 'files'}, ${size}.`,
    unfinished: (files, size) => `Besides, incomplete: ${files}, ${size}.`,
    cause: {
      order: 'Reason: the case was closed.',
      restore: 'Reason: had been erased before a backup was restored.',
      rule: (rule, law) => `Reason: rule "${rule}"; ${law}`,
    },
    key: 'The key is destroyed; copies in backups cannot be opened any more either.',
    kept: (until, law) => `The record is kept, at least until ${until}; ${law}`,
    covered: 'erased',
    notCovered: 'NOT IN THE CERTIFICATE',
    otherDropoff: 'The receipt is of ANOTHER case.',
    coversReceipt: (files) => `All ${files} files of the receipt are in the certificate.`,
    lacksOfReceipt: 'Not all files of the receipt are in the certificate.',
  },
};
