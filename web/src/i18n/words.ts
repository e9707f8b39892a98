import type { Language } from './language.ts';

/** The same keys as the German words: a text stays a text, a function keeps its parameters. */
export type SameKeys<T> = { readonly [K in keyof T]: SameShape<T[K]> };

type SameShape<V> = V extends string
  ? string
  : V extends (...args: infer A) => infer R
    ? (...args: A) => SameShape<R>
    : SameKeys<V>;

/** One room's words in every language. `de` sets the keys, `en` must match (checked by the compiler). */
export type Words<T> = { readonly de: T; readonly en: SameKeys<T> };

/** Picks the words of a language. */
export function wordsIn<T>(words: Words<T>, language: Language): SameKeys<T> {
  return language === 'de' ? (words.de as SameKeys<T>) : words.en;
}
