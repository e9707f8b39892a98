import { InvalidInput } from '../errors.ts';

/** Characters a note may have. */
export const longestNote = 4000;

/**
 * The note as it is kept: line ends as `\n`, no other control characters, no blanks around it.
 * @throws InvalidInput `note_too_long`
 */
export function checkNote(note: string): string {
  const text = note
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n\t]/gu, '')
    .trim();
  // Counted as PostgreSQL does: code points.
  if ([...text].length > longestNote) {
    throw new InvalidInput('note_too_long', `The note is longer than ${longestNote} characters.`, { max: longestNote });
  }
  return text;
}
