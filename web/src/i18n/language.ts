/** The languages of the pages. German is complete by definition; English must have the same keys (see words.ts). */
export const languages = ['de', 'en'] as const;
export type Language = (typeof languages)[number];

const storageKey = 'schleuse.language';
const listeners = new Set<() => void>();
let current: Language | undefined;

/** The language in use: the one chosen on this device, else the browser's, else German. */
export function currentLanguage(): Language {
  current ??= rememberedLanguage() ?? browserLanguage();
  return current;
}

/** Switches every text on the page at once and remembers the choice on this device. */
export function chooseLanguage(language: Language): void {
  current = language;
  try {
    localStorage.setItem(storageKey, language);
  } catch {
    // Storage is blocked: the choice holds until the page is left.
  }
  for (const listener of listeners) listener();
}

export function onLanguageChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function rememberedLanguage(): Language | undefined {
  try {
    return languages.find((language) => language === localStorage.getItem(storageKey));
  } catch {
    return undefined;
  }
}

function browserLanguage(): Language {
  const wanted = typeof navigator === 'undefined' ? [] : navigator.languages;
  for (const tag of wanted) {
    const known = languages.find((language) => tag.toLowerCase().startsWith(language));
    if (known) return known;
  }
  return 'de';
}
