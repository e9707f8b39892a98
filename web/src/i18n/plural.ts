import { numberFormats } from './formatters.ts';
import type { Language } from './language.ts';

const rules: Record<Language, Intl.PluralRules> = { de: new Intl.PluralRules('de'), en: new Intl.PluralRules('en') };

/** Chooses between the two forms German and English have; `#` in the text becomes the number with separators. */
export function plural(language: Language, count: number, one: string, other: string): string {
  const text = rules[language].select(count) === 'one' ? one : other;
  return text.replace('#', numberFormats[language].whole.format(count));
}
