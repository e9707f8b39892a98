import type { Words } from '../../i18n/words.ts';
import { de } from './words.de.ts';
import { en } from './words.en.ts';

/** The words of a profile's pages, beside those of the wizard. */
export const profileWords: Words<typeof de> = { de, en };
