import { useSyncExternalStore } from 'react';

import { currentLanguage, onLanguageChange, type Language } from './language.ts';
import { wordsIn, type SameKeys, type Words } from './words.ts';

/** The language in use; the component renders again when it is switched. */
export function useLanguage(): Language {
  return useSyncExternalStore(onLanguageChange, currentLanguage);
}

/** A room's words in the language in use: `const t = useWords(words)`, then `t.title` or `t.files(3)`. */
export function useWords<T>(words: Words<T>): SameKeys<T> {
  return wordsIn(words, useLanguage());
}
