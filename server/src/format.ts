/** Formats for texts the server writes itself (mails, receipts); pages and programs have their own words. */
export type Language = 'de' | 'en';

const units = ['KB', 'MB', 'GB', 'TB'];

/** A size as the pages show it (web/src/ui/format.ts, Windows Explorer; 1 KB = 1,024 bytes): `812 Byte`, `3,2 GB`. */
export function formatBytes(bytes: number, language: Language): string {
  if (bytes < 1024) return formatExactBytes(bytes, language);
  let value = bytes / 1024;
  let unit = 0;
  // 1,023.6 KB would be shown as 1,024 KB: it belongs to the next unit.
  while (value >= 1023.5 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  const maximumFractionDigits = unit > 0 && value < 99.95 ? 1 : 0;
  return `${new Intl.NumberFormat(language, { maximumFractionDigits }).format(value)}\u00a0${units[unit]}`;
}

/** `3.221.225.472 Byte`, `1 byte`. */
export function formatExactBytes(bytes: number, language: Language): string {
  const word = language === 'de' ? 'Byte' : bytes === 1 ? 'byte' : 'bytes';
  return `${new Intl.NumberFormat(language).format(bytes)}\u00a0${word}`;
}

/** `21.11.2026, 14:05 Uhr` or `21 Nov 2026, 14:05`; the zone is an IANA name. */
export function formatInstant(instant: Date, language: Language, timeZone = 'Europe/Berlin'): string {
  const parts = new Intl.DateTimeFormat(language === 'de' ? 'de-DE' : 'en-GB', {
    timeZone,
    day: '2-digit',
    month: language === 'de' ? '2-digit' : 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(instant);
  const { day, month, year, hour, minute } = Object.fromEntries(parts.map((part) => [part.type, part.value]));
  return language === 'de'
    ? `${day}.${month}.${year}, ${hour}:${minute} Uhr`
    : `${day} ${month} ${year}, ${hour}:${minute}`;
}

/** `21.11.2026` or `21 Nov 2026`. */
export function formatDate(instant: Date, language: Language, timeZone?: string): string {
  return formatInstant(instant, language, timeZone).replace(/,.*$/, '');
}

/** `1 Datei`, `1.024 Dateien`. */
export function formatFiles(count: number, language: Language): string {
  const words = language === 'de' ? (['Datei', 'Dateien'] as const) : (['file', 'files'] as const);
  return `${new Intl.NumberFormat(language).format(count)} ${count === 1 ? words[0] : words[1]}`;
}
