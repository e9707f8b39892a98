import type { Language } from './language.ts';

/** Where a command writes: results to `out`, everything else to `err`. */
export type Terminal = {
  out: NodeJS.WritableStream;
  err: NodeJS.WritableStream & { isTTY?: boolean; columns?: number };
  language: Language;
};

/** Names come from elsewhere: nothing in them may steer the terminal. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, '\uFFFD');
}
