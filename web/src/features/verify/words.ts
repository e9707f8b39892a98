import type { Words } from '../../i18n/words.ts';
import { de } from './words.de.ts';
import { en } from './words.en.ts';

/** The words of the page that checks receipts. */
export const verifyWords: Words<typeof de> = { de, en };
