import { formatBytes, formatFiles, formatInstant, type Language } from '../format.ts';

type Facts = { firm: string; fileCount: number; totalBytes: number };

/** What the printed receipt says, in one language. */
export type ReceiptWords = {
  title: string;
  lead(facts: Facts): string;
  customerNumber: string;
  receivedAt: string;
  erasesAt: string;
  erasesAtValue(date: Date, timeZone: string): string;
  files: string;
  filesValue(facts: Facts): string;
  id: string;
  number: string;
  name: string;
  size: string;
  pageOf(page: number, pages: number): string;
  missingGlyphs: string;
  proof: string;
  fingerprint: string;
  key: string;
  signature: string;
  logEntry: string;
  logEntryValue(entry: number, size: number): string;
  logHead: string;
  logName: string;
  logFollows: string;
  howTo: string;
  steps: readonly string[];
  clock(instant: string, timeZone: string): string;
};

const german: ReceiptWords = {
  title: 'Eingangsbestätigung',
  lead: ({ firm, fileCount, totalBytes }) =>
    `${firm} hat ${formatFiles(fileCount, 'de')} (${formatBytes(totalBytes, 'de')}) vollständig erhalten.`,
  customerNumber: 'Kundennummer',
  receivedAt: 'Eingegangen am',
  erasesAt: 'Gelöscht',
  erasesAtValue: (date, timeZone) => `spätestens am ${formatInstant(date, 'de', timeZone)}`,
  files: 'Dateien',
  filesValue: ({ fileCount, totalBytes }) =>
    `${formatFiles(fileCount, 'de')}, zusammen ${formatBytes(totalBytes, 'de')}`,
  id: 'Vorgang',
  number: 'Nr.',
  name: 'Name und SHA-256-Prüfsumme',
  size: 'Größe',
  pageOf: (page, pages) => `Seite ${page} von ${pages}`,
  missingGlyphs:
    'Zeichen, die diese Schrift nicht kennt, stehen hier als Nummer wie [U+1F600]; die angehängte Datei enthält sie selbst.',
  proof: 'Unterschrift',
  fingerprint: 'Fingerabdruck',
  key: 'Schlüssel der Firma',
  signature: 'Unterschrift (Ed25519)',
  logEntry: 'Protokolleintrag',
  logEntryValue: (entry, size) => `Nr. ${formatNumber(entry, 'de')} von ${formatNumber(size, 'de')}`,
  logHead: 'Prüfpunkt (Anfang)',
  logName: 'Protokoll der Firma',
  logFollows: 'folgt; die Datei receipt.json auf der Seite der Übermittlung enthält ihn in Kürze',
  howTo: 'So prüfen Sie diese Bestätigung',
  steps: [
    'Eine Datei: Ihre SHA-256-Prüfsumme muss Zeichen für Zeichen die gedruckte sein. Sie erhalten sie unter Windows mit „certutil -hashfile DATEI SHA256“, unter macOS und Linux mit „shasum -a 256 DATEI“.',
    'Alles auf einmal: „npx schleuse verify receipt.json DATEI…“ prüft Unterschrift und Dateien. Die Datei receipt.json ist dieser PDF-Datei angehängt und auf der Seite der Übermittlung zu haben.',
    'Wer unterschrieben hat: Lassen Sie sich den Fingerabdruck von der Firma am Telefon vorlesen und vergleichen Sie ihn.',
  ],
  clock: (instant, timeZone) => `Zeiten in der Zone ${timeZone}. Es gilt die Uhr des Servers: ${instant}.`,
};

const english: ReceiptWords = {
  title: 'Delivery receipt',
  lead: ({ firm, fileCount, totalBytes }) =>
    `${firm} has received ${formatFiles(fileCount, 'en')} (${formatBytes(totalBytes, 'en')}) completely.`,
  customerNumber: 'Customer number',
  receivedAt: 'Received',
  erasesAt: 'Erased',
  erasesAtValue: (date, timeZone) => `no later than ${formatInstant(date, 'en', timeZone)}`,
  files: 'Files',
  filesValue: ({ fileCount, totalBytes }) =>
    `${formatFiles(fileCount, 'en')}, together ${formatBytes(totalBytes, 'en')}`,
  id: 'Drop-off',
  number: 'No.',
  name: 'Name and SHA-256 checksum',
  size: 'Size',
  pageOf: (page, pages) => `Page ${page} of ${pages}`,
  missingGlyphs:
    'Characters that this typeface lacks are shown as numbers such as [U+1F600]; the attached file has them.',
  proof: 'Signature',
  fingerprint: 'Fingerprint',
  key: "The firm's key",
  signature: 'Signature (Ed25519)',
  logEntry: 'Log entry',
  logEntryValue: (entry, size) => `No. ${formatNumber(entry, 'en')} of ${formatNumber(size, 'en')}`,
  logHead: 'Checkpoint (begins)',
  logName: "The firm's log",
  logFollows: 'follows; the file receipt.json on the page of the drop-off has it shortly',
  howTo: 'How to verify this receipt',
  steps: [
    'A single file: its SHA-256 checksum must be the printed one, character by character. You get it on Windows with “certutil -hashfile FILE SHA256”, on macOS and Linux with “shasum -a 256 FILE”.',
    'All at once: “npx schleuse verify receipt.json FILE…” checks signature and files. The file receipt.json is attached to this PDF and offered on the page of the drop-off.',
    'Who signed: have the firm read its fingerprint to you over the telephone and compare.',
  ],
  clock: (instant, timeZone) => `Times in the zone ${timeZone}. What counts is the server's clock: ${instant}.`,
};

export const receiptWords: Record<Language, ReceiptWords> = { de: german, en: english };

function formatNumber(value: number, language: Language): string {
  return new Intl.NumberFormat(language).format(value);
}
