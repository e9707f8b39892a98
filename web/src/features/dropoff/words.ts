import type { Words } from '../../i18n/words.ts';
import { de } from './words.de.ts';
import { en } from './words.en.ts';

/** The wizard's words. */
export const words: Words<typeof de> = { de, en };
