import type { FastifyRequest } from 'fastify';
import { expect, test } from 'vitest';

import { clientKey, shortenedAddress } from './client-address.ts';

const from = (ip: string): FastifyRequest => ({ ip }) as FastifyRequest;

test.each([
  ['203.0.113.77', '203.0.113.77', '203.0.113.0/24'],
  ['::ffff:203.0.113.77', '203.0.113.77', '203.0.113.0/24'],
  ['2001:db8:12:34:56:78:9a:bc', '2001:db8:12:34::/64', '2001:db8:12::/48'],
  ['2001:db8::1', '2001:db8:0:0::/64', '2001:db8:0::/48'],
  ['::1', '0:0:0:0::/64', '0:0:0::/48'],
])('G8: %s is counted as %s and shown as %s', (ip, key, shown) => {
  expect(clientKey(from(ip))).toBe(key);
  expect(shortenedAddress(ip)).toBe(shown);
});
