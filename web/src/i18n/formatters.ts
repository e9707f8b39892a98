import type { Language } from './language.ts';

// A formatter costs far more to make than to use, and a list of rows uses hundreds.

/** Numbers with the language's separators; with at most one decimal place, or whole. */
export const numberFormats: Record<Language, { whole: Intl.NumberFormat; tenths: Intl.NumberFormat }> = {
  de: numbersOf('de'),
  en: numbersOf('en'),
};

/** Days: `21.11.2026`, in English `21 Nov 2026`. */
export const dayFormats: Record<Language, Intl.DateTimeFormat> = {
  de: new Intl.DateTimeFormat('de-DE', { day: '2-digit', month: '2-digit', year: 'numeric' }),
  en: new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' }),
};

/** Hours and minutes: `14:05`, in both languages. */
export const clockFormat = new Intl.DateTimeFormat('de', { hour: '2-digit', minute: '2-digit' });

function numbersOf(language: Language) {
  return {
    whole: new Intl.NumberFormat(language, { maximumFractionDigits: 0 }),
    tenths: new Intl.NumberFormat(language, { maximumFractionDigits: 1 }),
  };
}
