import { plural } from '../../i18n/plural.ts';
import type { Words } from '../../i18n/words.ts';

const de = {
  title: 'Was wann geschah',
  somebody: 'Jemand aus dem Team',
  showAll: (count: number) => `Alle ${count} Einträge zeigen`,
  times: (count: number) => `${count}-mal`,
  opened: 'Der Kunde hat die Einsendung begonnen.',
  submitted: (files: number, bytes: string) =>
    `Der Kunde hat ${plural('de', files, '# Datei', '# Dateien')} (${bytes}) übermittelt und die Eingangsbestätigung erhalten.`,
  seen: (who: string) => `${who} hat die Einsendung zum ersten Mal geöffnet.`,
  lookedAt: (who: string) => `${who} hat die Einsendung geöffnet.`,
  receiptRead: (who: string) => `${who} hat die Eingangsbestätigung geöffnet.`,
  fileWithdrawn: 'Der Kunde hat eine Datei zurückgenommen.',
  followedUp: (arrived: number, expected: number) =>
    `Die Übertragung stockte: ${arrived} von ${expected} Dateien waren da. Das Team wurde per E-Mail benachrichtigt.`,
  fileRead: (who: string, file: string) => `${who} hat „${file}“ heruntergeladen.`,
  someFile: (who: string) => `${who} hat eine Datei heruntergeladen.`,
  archiveRead: (who: string) => `${who} hat alle Dateien als ZIP heruntergeladen.`,
  closed: (who: string) => `${who} hat den Fall geschlossen.`,
  erasureBegun: {
    closed: 'Die Löschung hat begonnen; ab hier kann niemand mehr die Dateien lesen.',
    due: 'Die Löschfrist ist abgelaufen; ab hier kann niemand mehr die Dateien lesen.',
    neverSubmitted: 'Die Einsendung wurde nie abgeschlossen; ihre Löschung hat begonnen.',
  },
  erased: (files: number) => `Schlüssel und ${plural('de', files, '# Datei', '# Dateien')} sind vernichtet.`,
  other: (kind: string) => `Eintrag: ${kind}`,
};

export const timelineWords: Words<typeof de> = {
  de,
  en: {
    title: 'What happened when',
    somebody: 'Somebody of the team',
    showAll: (count) => `Show all ${count} entries`,
    times: (count) => `${count} times`,
    opened: 'The customer began the drop-off.',
    submitted: (files, bytes) =>
      `The customer delivered ${plural('en', files, '# file', '# files')} (${bytes}) and got the delivery receipt.`,
    seen: (who) => `${who} opened the drop-off for the first time.`,
    lookedAt: (who) => `${who} opened the drop-off.`,
    receiptRead: (who) => `${who} opened the delivery receipt.`,
    fileWithdrawn: 'The customer took a file back.',
    followedUp: (arrived, expected) =>
      `The transfer stalled: ${arrived} of ${expected} files were here. The team was told by e-mail.`,
    fileRead: (who, file) => `${who} downloaded “${file}”.`,
    someFile: (who) => `${who} downloaded a file.`,
    archiveRead: (who) => `${who} downloaded all files as ZIP.`,
    closed: (who) => `${who} closed the case.`,
    erasureBegun: {
      closed: 'Erasure began; from here on nobody can read the files.',
      due: 'The retention ended; from here on nobody can read the files.',
      neverSubmitted: 'The drop-off was never finished; its erasure began.',
    },
    erased: (files) => `The key and ${plural('en', files, '# file', '# files')} are destroyed.`,
    other: (kind) => `Entry: ${kind}`,
  },
};
