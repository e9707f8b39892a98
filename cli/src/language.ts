export type Language = 'de' | 'en';

/** German, unless the environment names another language (POSIX: LC_ALL before LC_MESSAGES before LANG). */
export function languageOf(env: Record<string, string | undefined>): Language {
  const named = env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || '';
  if (named === '' || /^(C|POSIX)(\.|$)/.test(named)) return 'de';
  return named.startsWith('de') ? 'de' : 'en';
}

const units = ['KB', 'MB', 'GB', 'TB'];

/** A size as the pages show it (web/src/ui/format.ts; 1 KB = 1,024 bytes). */
export function formatBytes(bytes: number, language: Language): string {
  if (bytes < 1024) return `${bytes} ${language === 'de' ? 'Byte' : bytes === 1 ? 'byte' : 'bytes'}`;
  let value = bytes / 1024;
  let unit = 0;
  while (value >= 1023.5 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  const maximumFractionDigits = unit > 0 && value < 99.95 ? 1 : 0;
  return `${new Intl.NumberFormat(language, { maximumFractionDigits }).format(value)} ${units[unit]}`;
}

/** `45 s`, `12 min`, `3 h 5 min`. */
export function formatDuration(seconds: number): string {
  if (seconds <= 59) return `${Math.ceil(seconds)} s`;
  const minutes = Math.ceil(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** In this computer's time zone: `21.11.2026, 14:05 Uhr`, `21 Nov 2026, 14:05`. */
export function formatInstant(instant: string, language: Language): string {
  const at = new Date(instant);
  if (language === 'en') return at.toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short' });
  const day = at.toLocaleDateString('de-DE', { day: '2-digit', month: '2-digit', year: 'numeric' });
  return `${day}, ${at.toLocaleTimeString('de-DE', { hour: '2-digit', minute: '2-digit' })} Uhr`;
}
