import { plural } from '../../i18n/plural.ts';
import type { Words } from '../../i18n/words.ts';

const de = {
  title: 'Was wann geschah',
  somebody: 'Jemand aus dem Team',
  showAll: (count: number) => `Alle ${count} Einträge zeigen`,
  times: (count: number) => `${count}-mal`,
  opened: 'Der Kunde hat die Einsendung begonnen.',
  filesArrived: (files: number) => `${plural('de', files, '# Datei ist', '# Dateien sind')} vollständig angekommen.`,
  submitted: (files: number, bytes: string) =>
    `Der Kunde hat ${plural('de', files, '# Datei', '# Dateien')} (${bytes}) übermittelt und die Eingangsbestätigung erhalten.`,
  seen: (who: string) => `${who} hat die Einsendung zum ersten Mal geöffnet.`,
  lookedAt: (who: string) => `${who} hat die Einsendung geöffnet.`,
  receiptRead: (who: string) => `${who} hat die Eingangsbestätigung geöffnet.`,
  fileWithdrawn: 'Der Kunde hat eine Datei zurückgenommen.',
  uploadTakenBack: 'Der Kunde hat eine angefangene Datei verworfen.',
  uploadExpired: 'Eine angefangene Datei wurde verworfen, weil ihre Zeit um war.',
  followedUp: (arrived: number, expected: number) =>
    `Die Übertragung stockte: ${arrived} von ${expected} Dateien waren da. Das Team wurde per E-Mail benachrichtigt.`,
  fileRead: (who: string, file: string) => `${who} hat „${file}“ heruntergeladen.`,
  someFile: (who: string) => `${who} hat eine Datei heruntergeladen.`,
  readmeRead: (who: string) => `${who} hat die Readme eines Archivs gelesen.`,
  scanned: (files: number) => `Der Virenscanner hat ${plural('de', files, '# Datei', '# Dateien')} geprüft.`,
  quarantined: 'Der Virenscanner hat in einer Datei etwas gefunden; sie ist in Quarantäne.',
  released: (who: string, reason: string) =>
    `${who} hat eine Datei aus der Quarantäne freigegeben, mit der Begründung „${reason}“.`,
  quarantinedErased: (who: string) => `${who} hat eine Datei in der Quarantäne gelöscht.`,
  archiveRead: (who: string) => `${who} hat alle Dateien als ZIP heruntergeladen.`,
  mailGivenUp: (attempts: number) =>
    `Eine E-Mail konnte nach ${plural('de', attempts, '# Versuch', '# Versuchen')} nicht zugestellt werden.`,
  holdPlaced: {
    dropoff: (who: string, until: string | undefined) =>
      `${who} hat die Aufbewahrung dieser Einsendung angeordnet${until ? ` bis ${until}` : ''}.`,
    customer: (who: string, until: string | undefined) =>
      `${who} hat die Aufbewahrung von allem dieses Kunden angeordnet${until ? ` bis ${until}` : ''}.`,
    firm: (who: string, until: string | undefined) =>
      `${who} hat die Aufbewahrung aller Einsendungen angeordnet${until ? ` bis ${until}` : ''}.`,
  },
  holdLifted: {
    dropoff: (who: string) => `${who} hat die Aufbewahrung dieser Einsendung aufgehoben.`,
    customer: (who: string) => `${who} hat die Aufbewahrung von allem dieses Kunden aufgehoben.`,
    firm: (who: string) => `${who} hat die Aufbewahrung aller Einsendungen aufgehoben.`,
  },
  agreementRequested: 'Der Kunde hat um eine Vereinbarung zur Auftragsverarbeitung (AVV) gebeten.',
  closed: (who: string) => `${who} hat den Fall geschlossen.`,
  erasureBegun: {
    closed: 'Die Löschung hat begonnen; ab hier kann niemand mehr die Dateien lesen.',
    due: 'Die Löschfrist ist abgelaufen; ab hier kann niemand mehr die Dateien lesen.',
    neverSubmitted: 'Die Einsendung wurde nie abgeschlossen; ihre Löschung hat begonnen.',
    afterBackup:
      'Die Einsendung war schon gelöscht, als der Server aus einer älteren Sicherung wiederhergestellt wurde; sie wird wieder entfernt.',
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
    filesArrived: (files) => `${plural('en', files, '# file has', '# files have')} arrived completely.`,
    submitted: (files, bytes) =>
      `The customer delivered ${plural('en', files, '# file', '# files')} (${bytes}) and got the delivery receipt.`,
    seen: (who) => `${who} opened the drop-off for the first time.`,
    lookedAt: (who) => `${who} opened the drop-off.`,
    receiptRead: (who) => `${who} opened the delivery receipt.`,
    fileWithdrawn: 'The customer took a file back.',
    uploadTakenBack: 'The customer gave up a file that had begun to arrive.',
    uploadExpired: 'A file that had begun to arrive was dropped, as its time was over.',
    followedUp: (arrived, expected) =>
      `The transfer stalled: ${arrived} of ${expected} files were here. The team was told by e-mail.`,
    fileRead: (who, file) => `${who} downloaded “${file}”.`,
    someFile: (who) => `${who} downloaded a file.`,
    readmeRead: (who) => `${who} read the Readme of an archive.`,
    scanned: (files) => `The virus scanner looked at ${plural('en', files, '# file', '# files')}.`,
    quarantined: 'The virus scanner found something in a file; it is in quarantine.',
    released: (who, reason) => `${who} released a file from quarantine, for the reason “${reason}”.`,
    quarantinedErased: (who) => `${who} erased a file in quarantine.`,
    archiveRead: (who) => `${who} downloaded all files as ZIP.`,
    mailGivenUp: (attempts) =>
      `A mail could not be delivered after ${plural('en', attempts, '# attempt', '# attempts')}.`,
    holdPlaced: {
      dropoff: (who, until) => `${who} ordered this drop-off to be kept${until ? ` until ${until}` : ''}.`,
      customer: (who, until) => `${who} ordered all of this customer’s to be kept${until ? ` until ${until}` : ''}.`,
      firm: (who, until) => `${who} ordered all drop-offs to be kept${until ? ` until ${until}` : ''}.`,
    },
    holdLifted: {
      dropoff: (who) => `${who} lifted the hold on this drop-off.`,
      customer: (who) => `${who} lifted the hold on all of this customer’s.`,
      firm: (who) => `${who} lifted the hold on all drop-offs.`,
    },
    agreementRequested: 'The customer asked for a processing agreement.',
    closed: (who) => `${who} closed the case.`,
    erasureBegun: {
      closed: 'Erasure began; from here on nobody can read the files.',
      due: 'The retention ended; from here on nobody can read the files.',
      neverSubmitted: 'The drop-off was never finished; its erasure began.',
      afterBackup:
        'The drop-off was erased already when the server was restored from an older backup; it is removed again.',
    },
    erased: (files) => `The key and ${plural('en', files, '# file', '# files')} are destroyed.`,
    other: (kind) => `Entry: ${kind}`,
  },
};
