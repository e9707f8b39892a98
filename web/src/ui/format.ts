import { clockFormat, dayFormats, numberFormats } from '../i18n/formatters.ts';
import { currentLanguage, type Language } from '../i18n/language.ts';

const units = ['KB', 'MB', 'GB', 'TB'];

/** A size as Windows Explorer shows it (1 KB = 1,024 bytes): `812 Byte`, `14 KB`, `3,2 GB`. */
export function formatBytes(size: number, language: Language = currentLanguage()): string {
  const bytes = Math.round(size);
  if (bytes < 1024) return language === 'de' ? `${bytes} Byte` : `${bytes} ${bytes === 1 ? 'byte' : 'bytes'}`;
  let value = bytes / 1024;
  let unit = 0;
  // 1,023.6 KB would round to "1.024 KB": it is 1 MB.
  while (value >= 1023.5 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  const { whole, tenths } = numberFormats[language];
  return `${(unit > 0 && value < 99.95 ? tenths : whole).format(value)}\u00a0${units[unit]}`;
}

/** A whole number with the language's separators: `5.000`. */
export function formatNumber(value: number, language: Language = currentLanguage()): string {
  return numberFormats[language].whole.format(value);
}

/** A moment in the reader's time zone: `21.11.2026, 14:05 Uhr`, in English `21 Nov 2026, 14:05`. */
export function formatTime(at: string | Date, language: Language = currentLanguage()): string {
  return `${formatDate(at, language)}, ${clockFormat.format(new Date(at))}${language === 'de' ? ' Uhr' : ''}`;
}

/** A day: `21.11.2026`, in English `21 Nov 2026`. */
export function formatDate(at: string | Date, language: Language = currentLanguage()): string {
  return dayFormats[language].format(new Date(at));
}

/** A share of one as whole per cent, rounded down so that 100 % means all of it: `42 %`. */
export function formatPercent(share: number, language: Language = currentLanguage()): string {
  return `${Math.floor(share * 100)}${language === 'de' ? '\u00a0%' : '%'}`;
}
