import { generate } from 'otplib';
import { describe, expect, test } from 'vitest';

import { matchTotp, newTotpSecret, readTotpCode, totpUri, writeTotpSecret } from './totp.ts';

// RFC 6238, appendix B, SHA-1: the secret is the ASCII text "12345678901234567890"; of its eight digits the last six.
const secret = Buffer.from('12345678901234567890');
const vectors: [seconds: number, code: string, step: number][] = [
  [59, '287082', 0x1],
  [1_111_111_109, '081804', 0x23523ec],
  [1_111_111_111, '050471', 0x23523ed],
  [1_234_567_890, '005924', 0x273ef07],
  [2_000_000_000, '279037', 0x3f940aa],
  [20_000_000_000, '353130', 0x27bc86aa],
];

const at = (seconds: number, lastStep = -1) => ({ now: new Date(seconds * 1000), lastStep });

describe('V2: one-time passwords', () => {
  test.each(vectors)('RFC 6238 at %i s: %s', async (seconds, code, step) => {
    expect(await matchTotp(secret, code, at(seconds))).toBe(step);
  });

  test('one step early or late is let pass, two are not', async () => {
    const [seconds, code, step] = [1_234_567_890, '005924', 0x273ef07];
    expect(await matchTotp(secret, code, at(seconds + 30))).toBe(step);
    expect(await matchTotp(secret, code, at(seconds - 30))).toBe(step);
    expect(await matchTotp(secret, code, at(seconds + 60))).toBeUndefined();
    expect(await matchTotp(secret, code, at(seconds - 60))).toBeUndefined();
  });

  test('a step that was used, and every older one, is refused', async () => {
    const [seconds, code, step] = [1_234_567_890, '005924', 0x273ef07];
    expect(await matchTotp(secret, code, at(seconds, step - 1))).toBe(step);
    expect(await matchTotp(secret, code, at(seconds, step))).toBeUndefined();
    expect(await matchTotp(secret, code, at(seconds, step + 1))).toBeUndefined();
    expect(await matchTotp(secret, code, at(seconds, step + 1000))).toBeUndefined();
  });

  test('a secret as it is written works in an authenticator', async () => {
    const fresh = newTotpSecret();
    const written = writeTotpSecret(fresh);
    expect(written).toMatch(/^[A-Z2-7]{32}$/);
    expect(writeTotpSecret(secret)).toBe('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ');
    const code = await generate({ secret: written, epoch: 1_800_000_000 });
    expect(await matchTotp(fresh, code, at(1_800_000_000))).toBe(60_000_000);
    const uri = new URL(totpUri(fresh, 'Haus: Süd', 'leitung@musterhaus.example'));
    expect(uri.searchParams.get('secret')).toBe(written);
    expect(uri.searchParams.get('issuer')).toBe('Haus  Süd');
  });

  test.each([
    ['123 456', '123456'],
    ['12345', undefined],
    ['1234567', undefined],
    ['１２３４５６', undefined],
    ['', undefined],
  ])('typed %s is read as %s', (typed, code) => {
    expect(readTotpCode(typed)).toBe(code);
  });
});
