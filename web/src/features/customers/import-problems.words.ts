import type { Words } from '../../i18n/words.ts';

const de = {
  too_large: 'Die Datei ist größer als 10 MB.',
};

export const importProblems: Words<typeof de> = {
  de,
  en: {
    too_large: 'The file is larger than 10 MB.',
  },
};
