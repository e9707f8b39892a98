import { describe, expect, test } from 'vitest';

import { InvalidInput } from '../errors.ts';
import { checkPassword } from './check-password.ts';

const about = ['Inhaberin', 'leitung@kirchenkreis.example', 'Musterhaus Software GmbH'];

function codeOf(password: string): string {
  try {
    checkPassword(password, about);
    return 'accepted';
  } catch (error) {
    return error instanceof InvalidInput ? error.code : String(error);
  }
}

describe('V2: passwords that are guessed first are refused', () => {
  test.each([
    ['elf Zeichen', 'password_too_short'],
    ['🚲🚲🚲🚲🚲🚲🚲🚲🚲🚲🚲', 'password_too_short'],
    ['x'.repeat(1025), 'password_too_long'],
    ['passwort1234', 'password_common'],
    ['Passwort2026!', 'password_common'],
    ['P@ssw0rt2026', 'password_common'],
    ['passwordpassword', 'password_common'],
    ['hallo-sommer-2026', 'password_common'],
    ['qwertzuiop123', 'password_common'],
    ['123456789012', 'password_common'],
    ['abcdefghijkl', 'password_common'],
    ['aaaaaaaaaaaaaaaa', 'password_common'],
    ['schalke04schalke04', 'password_common'],
    ['Musterhaus2026', 'password_personal'],
    ['MusterhausSoftware', 'password_personal'],
    ['leitung-kirchenkreis', 'password_personal'],
    ['inhaberin1234', 'password_personal'],
  ])('%s: %s', (password, code) => {
    expect(codeOf(password)).toBe(code);
  });

  test.each([
    'vier blaue Fahrräder im Regen',
    'Tz8-kQw2-mmP4',
    'musterhaus und drei weiße Gänse',
    'x9Lr2vQe7Tf4',
    'correct horse battery staple quartz',
    `${'ä'.repeat(500)} viele Zeichen hier`,
  ])('%s is taken', (password) => {
    expect(codeOf(password)).toBe('accepted');
  });
});
