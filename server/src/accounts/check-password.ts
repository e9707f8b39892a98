import { InvalidInput } from '../errors.ts';
import { commonWords } from './common-passwords.ts';

export const shortestPassword = 12;
export const longestPasswordBytes = 1024;

/**
 * Refuses passwords that a guesser tries first; asks for no character classes (NIST SP 800-63B, 3.1.1.2).
 *
 * @param about what belongs to the person or firm: name, e-mail address, firm's name
 * @throws InvalidInput `password_too_short` (under 12 characters), `password_too_long` (over 1024 bytes; nothing is cut
 * off), `password_common`, `password_personal`
 */
export function checkPassword(password: string, about: string[]): void {
  const text = password.normalize('NFC');
  const characters = [...text];
  if (characters.length < shortestPassword) {
    throw new InvalidInput('password_too_short', `The password needs at least ${shortestPassword} characters.`, {
      minimum: shortestPassword,
    });
  }
  if (Buffer.byteLength(text) > longestPasswordBytes) {
    throw new InvalidInput('password_too_long', `The password may have at most ${longestPasswordBytes} bytes.`, {
      maximumBytes: longestPasswordBytes,
    });
  }
  if (isPersonal(text, about)) {
    throw new InvalidInput('password_personal', 'The password is made of the name, the address or the firm.');
  }
  if (isCommon(text)) throw new InvalidInput('password_common', 'This password is one of the first that are tried.');
}

/** True when, apart from names that belong to the account, less than six characters are left. */
function isPersonal(password: string, about: string[]): boolean {
  const words = about
    .flatMap((text) => {
      const parts = text.toLowerCase().split(/[^\p{L}\p{N}]+/u);
      return [parts.join(''), ...parts];
    })
    .filter((word) => word.length >= 4)
    .sort((a, b) => b.length - a.length);
  const lower = password.toLowerCase();
  const rest = words.reduce((left, word) => left.replaceAll(word, ''), lower);
  return rest !== lower && withoutSigns(rest).length < 6;
}

/** Few different characters, a run along the alphabet or the digits, or nothing but common words, digits and signs. */
function isCommon(password: string): boolean {
  const lower = password.toLowerCase();
  if (new Set(lower).size < 5) return true;
  if (longestRun(lower) >= Math.max(8, lower.length - 4)) return true;
  const stem = lower.replace(/[^\p{L}]{1,8}$/u, '');
  return consistsOfCommonWords(lower) || consistsOfCommonWords(unmasked(stem));
}

/** Signs that stand for letters: "P@ssw0rt" reads as "passwort". */
function unmasked(lower: string): string {
  const letters: Record<string, string> = {
    '@': 'a',
    '4': 'a',
    '3': 'e',
    '1': 'i',
    '!': 'i',
    '0': 'o',
    $: 's',
    '5': 's',
  };
  return lower.replace(/[@431!0$5]/g, (sign) => letters[sign] ?? sign);
}

/** At most two different common words (repeated as often as they like) and up to eight digits and signs. */
function consistsOfCommonWords(lower: string): boolean {
  const words = lower.split(/[^\p{L}]+/u).filter((word) => word !== '');
  const others = lower.length - words.join('').length;
  if (words.length === 0) return lower.length <= 12;
  if (others > 8) return false;
  const found = new Set<string>();
  return words.every((word) => splits(word, found)) && found.size <= 2;
}

/** Whether the word is a chain of common words; those used are added to `found`. */
function splits(word: string, found: Set<string>): boolean {
  for (let length = word.length; length >= 3; length -= 1) {
    const head = word.slice(0, length);
    if (commonWords.has(head) && (length === word.length || splits(word.slice(length), found))) {
      found.add(head);
      return true;
    }
  }
  return false;
}

/** Length of the longest stretch whose characters each follow the one before, upwards, downwards or repeated. */
function longestRun(text: string): number {
  let longest = 1;
  for (const step of [-1, 0, 1]) {
    let run = 1;
    for (let at = 1; at < text.length; at += 1) {
      run = text.charCodeAt(at) - text.charCodeAt(at - 1) === step ? run + 1 : 1;
      longest = Math.max(longest, run);
    }
  }
  return longest;
}

function withoutSigns(text: string): string {
  return text.replace(/[^\p{L}\p{N}]+/gu, '');
}
