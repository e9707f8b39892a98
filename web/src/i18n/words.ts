import type { Language } from './language.ts';

/** The same keys as the German words: a text stays a text, a function keeps its parameters. */
export type SameKeys<T> = {
  readonly [K in keyof T]: T[K] extends string
    ? string
    : T[K] extends (...args: infer A) => string
      ? (...args: A) => string
      : SameKeys<T[K]>;
};

/** One room's words in every language. `de` sets the keys, `en` must match (checked by the compiler). */
export type Words<T> = { readonly de: T; readonly en: SameKeys<T> };

/** Picks the words of a language. */
export function wordsIn<T>(words: Words<T>, language: Language): SameKeys<T> {
  return language === 'de' ? (words.de as SameKeys<T>) : words.en;
}
