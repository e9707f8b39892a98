import { hash } from '@node-rs/argon2';
import { describe, expect, test } from 'vitest';

import { argonParameters, hashPassword, needsRehash, verifyPassword } from './password.ts';

async function time(hashed: string | undefined): Promise<number> {
  const start = performance.now();
  expect(await verifyPassword('falsch', hashed)).toBe(false);
  return performance.now() - start;
}

describe('V2: passwords at rest', () => {
  test('are Argon2id strings with their own salt', async () => {
    const [one, two] = await Promise.all([hashPassword('fünf grüne Boote'), hashPassword('fünf grüne Boote')]);
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(one).not.toBe(two);
    expect(await verifyPassword('fünf grüne Boote', one)).toBe(true);
    expect(await verifyPassword('fünf grüne Boote ', one)).toBe(false);
  });

  test('nothing is cut off: the last of 1024 bytes counts', async () => {
    const long = 'ä'.repeat(511);
    const stored = await hashPassword(`${long}ab`);
    expect(await verifyPassword(`${long}ab`, stored)).toBe(true);
    expect(await verifyPassword(`${long}ac`, stored)).toBe(false);
  });

  test('a NUL ends nothing', async () => {
    const stored = await hashPassword('vor\0nach');
    expect(await verifyPassword('vor\0anders', stored)).toBe(false);
  });

  test('the same letters typed on another system are the same password', async () => {
    const stored = await hashPassword('Büro'.normalize('NFD'));
    expect(await verifyPassword('Büro'.normalize('NFC'), stored)).toBe(true);
  });

  test('without an account, or with a hash that is none, the answer is no, after the same work', async () => {
    const stored = await hashPassword('fünf grüne Boote');
    await time(stored);
    const known = Math.min(await time(stored), await time(stored), await time(stored));
    const unknown = Math.min(await time(undefined), await time('!'), await time(undefined));
    expect(unknown / known).toBeGreaterThan(0.2);
    expect(unknown / known).toBeLessThan(5);
  });

  test('an old hash is recognised', async () => {
    expect(needsRehash(await hashPassword('fünf grüne Boote'))).toBe(false);
    expect(needsRehash(await hash('fünf grüne Boote', { ...argonParameters, timeCost: 1 }))).toBe(true);
    expect(needsRehash(await hash('fünf grüne Boote', { ...argonParameters, memoryCost: 8192 }))).toBe(true);
  });
});
