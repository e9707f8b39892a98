import type { ErasureCause } from '@schleuse/proofs/erasure-certificate';

import { formatBytes, formatDate, formatFiles, formatInstant, type Language } from '../format.ts';

type Counts = { files: number; bytes: number };

/** What the printed erasure certificate says, in one language. */
export type ErasureWords = {
  title: string;
  lead(firm: string, erased: Counts): string;
  id: string;
  begunAt: string;
  arrivedAt: string;
  neverArrived: string;
  orderedAt: string;
  erasedAt: string;
  cause: string;
  causeValue(cause: ErasureCause, timeZone: string): string;
  files: string;
  filesValue(erased: Counts): string;
  unfinished: string;
  key: string;
  keyValue: string;
  keyPair: string;
  number: string;
  hash: string;
  notHashed: string;
  size: string;
  kept: string;
  keptLead: string;
  keptUntil(date: Date, timeZone: string): string;
  legalBasis: string;
  pageOf(page: number, pages: number): string;
  proof: string;
  fingerprint: string;
  signingKey: string;
  signature: string;
  log: string;
  logValue(index: string): string;
  howTo: string;
  steps: readonly string[];
  clock(instant: string, timeZone: string): string;
};

/** A period that ends at midnight is over with the day before. */
const lastMoment = (end: Date): Date => new Date(end.getTime() - 1);

const german: ErasureWords = {
  title: 'Löschprotokoll',
  lead: (firm, { files, bytes }) =>
    files === 0
      ? `${firm} hat diese Einsendung endgültig gelöscht. Vollständige Dateien enthielt sie nicht.`
      : `${firm} hat ${formatFiles(files, 'de')} (${formatBytes(bytes, 'de')}) endgültig gelöscht.`,
  id: 'Vorgang',
  begunAt: 'Begonnen',
  arrivedAt: 'Eingegangen',
  neverArrived: 'nie fertig übermittelt',
  orderedAt: 'Gesperrt',
  erasedAt: 'Gelöscht',
  cause: 'Anlass',
  causeValue(cause, timeZone) {
    if (cause.kind === 'order') {
      return `Der Fall wurde geschlossen${cause.accountId ? ` (Konto ${cause.accountId})` : ''}.`;
    }
    if (cause.kind === 'restore') {
      return 'Schon vor der Wiederherstellung aus einer Datensicherung gelöscht; der Schlüssel war nicht mehr da.';
    }
    return `${cause.reason === 'due' ? 'Die Löschfrist war zu Ende' : 'Die Zeit zum Übermitteln war zu Ende'}: ${formatInstant(new Date(cause.due), 'de', timeZone)}. Regel „${cause.rule}“; ${cause.legalBasis}.`;
  },
  files: 'Dateien',
  filesValue: ({ files, bytes }) => `${formatFiles(files, 'de')}, zusammen ${formatBytes(bytes, 'de')}`,
  unfinished: 'Unvollständig',
  key: 'Schlüssel',
  keyValue:
    'Der private Schlüssel der Einsendung ist vernichtet. Ohne ihn lässt sich keine Kopie der Dateien öffnen, auch nicht aus einer Datensicherung.',
  keyPair: 'Schlüsselpaar',
  number: 'Nr.',
  hash: 'SHA-256-Prüfsumme',
  notHashed: 'nie berechnet; der Inhalt ist nicht mehr da',
  size: 'Größe',
  kept: 'Was bleibt',
  keptLead:
    'Kundennummer, Zeiten, Zahl und Größe der Dateien, die Einträge im Protokoll und diese Bescheinigung. Dateinamen, Nachricht und Inhalte bleiben nicht.',
  keptUntil: (date, timeZone) => `mindestens bis einschließlich ${formatDate(lastMoment(date), 'de', timeZone)}`,
  legalBasis: 'Grundlage',
  pageOf: (page, pages) => `Seite ${page} von ${pages}`,
  proof: 'Unterschrift',
  fingerprint: 'Fingerabdruck',
  signingKey: 'Schlüssel der Firma',
  signature: 'Unterschrift (Ed25519)',
  log: 'Protokoll',
  logValue: (index) => `Eintrag ${index} im Protokoll der Firma; der Beweis steht in der angehängten Datei.`,
  howTo: 'So prüfen Sie diese Bescheinigung',
  steps: [
    'Welche Datei gemeint ist: Die SHA-256-Prüfsumme ist die aus der Eingangsbestätigung, Zeichen für Zeichen. Namen stehen hier mit Absicht nicht.',
    'Wer unterschrieben hat: Der Fingerabdruck ist derselbe wie auf der Eingangsbestätigung. Lassen Sie ihn sich von der Firma am Telefon vorlesen.',
    'Die Unterschrift steht über der kanonischen Form (RFC 8785) der angehängten Datei erasure.json ohne „signature“ und „log“.',
  ],
  clock: (instant, timeZone) => `Zeiten in der Zone ${timeZone}. Es gilt die Uhr des Servers: ${instant}.`,
};

const english: ErasureWords = {
  title: 'Erasure certificate',
  lead: (firm, { files, bytes }) =>
    files === 0
      ? `${firm} has erased this drop-off for good. It held no complete file.`
      : `${firm} has erased ${formatFiles(files, 'en')} (${formatBytes(bytes, 'en')}) for good.`,
  id: 'Drop-off',
  begunAt: 'Begun',
  arrivedAt: 'Received',
  neverArrived: 'never handed over',
  orderedAt: 'Closed to reading',
  erasedAt: 'Erased',
  cause: 'Cause',
  causeValue(cause, timeZone) {
    if (cause.kind === 'order') return `The case was closed${cause.accountId ? ` (account ${cause.accountId})` : ''}.`;
    if (cause.kind === 'restore')
      return 'Erased before the server was restored from a backup; its key was gone already.';
    return `${cause.reason === 'due' ? 'Its time was over' : 'The time to hand it over had ended'}: ${formatInstant(new Date(cause.due), 'en', timeZone)}. Rule “${cause.rule}”; ${cause.legalBasis}.`;
  },
  files: 'Files',
  filesValue: ({ files, bytes }) => `${formatFiles(files, 'en')}, together ${formatBytes(bytes, 'en')}`,
  unfinished: 'Unfinished',
  key: 'Key',
  keyValue:
    'The private key of the drop-off is destroyed. Without it no copy of the files can be opened, not from a backup either.',
  keyPair: 'Key pair',
  number: 'No.',
  hash: 'SHA-256 checksum',
  notHashed: 'never computed; the contents are gone',
  size: 'Size',
  kept: 'What stays',
  keptLead:
    'Customer number, times, number and size of the files, the entries in the log and this certificate. Names of files, the note and the contents do not stay.',
  keptUntil: (date, timeZone) => `at least until the end of ${formatDate(lastMoment(date), 'en', timeZone)}`,
  legalBasis: 'Basis',
  pageOf: (page, pages) => `Page ${page} of ${pages}`,
  proof: 'Signature',
  fingerprint: 'Fingerprint',
  signingKey: "The firm's key",
  signature: 'Signature (Ed25519)',
  log: 'Log',
  logValue: (index) => `Entry ${index} in the firm's log; the proof is in the attached file.`,
  howTo: 'How to verify this certificate',
  steps: [
    'Which file is meant: its SHA-256 checksum is that of the delivery receipt, character by character. Names are left out on purpose.',
    'Who signed: the fingerprint is the one on the delivery receipt. Have the firm read it to you over the telephone.',
    'The signature is over the canonical form (RFC 8785) of the attached file erasure.json without “signature” and “log”.',
  ],
  clock: (instant, timeZone) => `Times in the zone ${timeZone}. What counts is the server's clock: ${instant}.`,
};

export const erasureWords: Record<Language, ErasureWords> = { de: german, en: english };
