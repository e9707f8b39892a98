/** Line and paragraph separators, what turns the direction of writing, and halves of characters. */
const neverPlain = /[\p{Zl}\p{Zp}\p{Cs}\u202A-\u202E\u2066-\u2069]/u;

/** One line that reads the same everywhere: in a mail's subject, a PDF, a terminal. No control characters. */
export function isPlainLine(text: string): boolean {
  return !/\p{Cc}/u.test(text) && !neverPlain.test(text);
}

/** The same for texts of several lines: line ends and tabs may be in it. */
export function isPlainText(text: string): boolean {
  return !/[^\P{Cc}\n\r\t]/u.test(text) && !neverPlain.test(text);
}
