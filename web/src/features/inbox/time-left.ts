import { plural } from '../../i18n/plural.ts';
import type { Language } from '../../i18n/language.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/**
 * How long a drop-off's contents are still there, rounded down so that nobody counts on time that is not left:
 * `wird in 3 Tagen gelöscht`. Both times in milliseconds since the epoch.
 */
export function describeTimeLeft(erasesAt: number, now: number, language: Language): string {
  const left = erasesAt - now;
  if (left <= 0) return language === 'de' ? 'wird jetzt gelöscht' : 'is being erased now';
  const amount = describeSpan(left, language);
  return language === 'de' ? `wird in ${amount} gelöscht` : `will be erased in ${amount}`;
}

function describeSpan(left: number, language: Language): string {
  const de = language === 'de';
  if (left >= 2 * day)
    return plural(language, Math.floor(left / day), de ? '# Tag' : '# day', de ? '# Tagen' : '# days');
  if (left >= 2 * hour) {
    return plural(language, Math.floor(left / hour), de ? '# Stunde' : '# hour', de ? '# Stunden' : '# hours');
  }
  const minutes = Math.max(1, Math.floor(left / minute));
  return plural(language, minutes, de ? '# Minute' : '# minute', de ? '# Minuten' : '# minutes');
}

/** Less than two days are left: worth a look today. */
export function isErasedSoon(erasesAt: number, now: number): boolean {
  return erasesAt - now < 2 * day;
}
