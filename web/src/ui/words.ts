import type { Words } from '../i18n/words.ts';

const de = {
  skip: 'Zum Inhalt springen',
  version: (version: string) => `Schleuse ${version}`,
  check: 'Bestätigung prüfen',
  privacy: 'Datenschutz',
  imprint: 'Impressum',
  switchLanguage: 'English',
  loading: 'Wird geladen',
  showPassword: 'Passwort anzeigen',
  copy: 'Kopieren',
  copied: 'Kopiert',
};

/** The words of the frame around every page. */
export const frameWords: Words<typeof de> = {
  de,
  en: {
    skip: 'Skip to content',
    version: (version) => `Schleuse ${version}`,
    check: 'Check a receipt',
    privacy: 'Privacy',
    imprint: 'Imprint',
    switchLanguage: 'Deutsch',
    loading: 'Loading',
    showPassword: 'Show password',
    copy: 'Copy',
    copied: 'Copied',
  },
};
