import { describe, expect, test } from 'vitest';

import { isCrowded } from './is-crowded.ts';

const many = (count: number, addressOf: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => ({ remoteAddress: addressOf(index) }));

describe('S7, threat: a stranger holds every connection, so that nobody can sign in over SFTP', () => {
  test('the addresses of one /64 are one line; others still come in', () => {
    const strangers = many(20, (index) => `2001:db8:1:2::${index.toString(16)}`);
    expect(isCrowded('2001:db8:1:2:ffff::1', { all: strangers, strangers })).toBe(true);
    expect(isCrowded('2001:db8:1:3::1', { all: strangers, strangers })).toBe(false);
    expect(isCrowded('192.0.2.1', { all: strangers, strangers })).toBe(false);
  });

  test('an IPv4 address is the same when it comes in by IPv6', () => {
    const strangers = many(20, () => '::ffff:192.0.2.1');
    expect(isCrowded('192.0.2.1', { all: strangers, strangers })).toBe(true);
    expect(isCrowded('192.0.2.2', { all: strangers, strangers })).toBe(false);
  });

  test('those who are signed in take nobody a place but their own line', () => {
    const all = many(50, () => '192.0.2.1');
    expect(isCrowded('192.0.2.1', { all, strangers: [] })).toBe(true);
    expect(isCrowded('192.0.2.2', { all, strangers: [] })).toBe(false);
    expect(
      isCrowded('192.0.2.2', { all: many(500, (index) => `10.0.${index >> 8}.${index & 255}`), strangers: [] }),
    ).toBe(true);
  });
});
