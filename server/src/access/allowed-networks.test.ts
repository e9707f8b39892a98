import { describe, expect, test } from 'vitest';

import { isAllowedNetwork, readNetwork } from './allowed-networks.ts';

describe('S7: allowed networks', () => {
  test.each([
    ['10.1.2.3/16', '10.1.0.0/16'],
    [' 192.0.2.7 ', '192.0.2.7/32'],
    ['0.0.0.0/0', '0.0.0.0/0'],
    ['255.255.255.255/1', '128.0.0.0/1'],
    ['2001:DB8::1/32', '2001:db8::/32'],
    ['2001:db8:0:0:1:0:0:1', '2001:db8::1:0:0:1/128'],
    ['::', '::/128'],
    ['::ffff:192.0.2.1/120', '::ffff:c000:200/120'],
    ['fe80::1:0:0:0/10', 'fe80::/10'],
  ])('%s is stored as %s', (typed, stored) => expect(readNetwork(typed)).toBe(stored));

  test.each([
    '',
    'büro',
    '10.1',
    '10.0.0.0/33',
    '10.0.0.0/',
    '10.0.0.0/8/8',
    '::/129',
    'fe80::1%eth0',
    '10.0.0.0/-1',
    '1.2.3.4.5',
  ])('no network: %j', (typed) => expect(readNetwork(typed)).toBeUndefined());

  test.each([
    ['10.1.255.255', true],
    ['10.2.0.0', false],
    ['::ffff:10.1.0.1', true],
    ['2001:db8:ffff::1', true],
    ['2001:db9::', false],
    ['nirgends', false],
  ])('%s within 10.1.0.0/16 and 2001:db8::/32: %s', (address, allowed) =>
    expect(isAllowedNetwork(address, ['10.1.0.0/16', '2001:db8::/32'])).toBe(allowed),
  );

  test('without networks all are allowed', () => expect(isAllowedNetwork('203.0.113.5', [])).toBe(true));
});
