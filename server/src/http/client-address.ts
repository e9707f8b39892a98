import { isIPv6 } from 'node:net';

import type { FastifyRequest } from 'fastify';

/**
 * What tries are counted by: the IPv4 address, or the /64 an IPv6 address belongs to (one line at home gets a whole
 * /64). Never stored as it is: counters keep a keyed hash.
 */
export function clientKey(request: FastifyRequest): string {
  return addressKey(request.ip);
}

/** The same for doors without requests. */
export function addressKey(ip: string): string {
  return isMappedOrV4(ip) ? v4Of(ip) : `${prefixOf(ip, 4)}::/64`;
}

/** Shortened for people and logs: /24 for IPv4, /48 for IPv6. */
export function shortenedAddress(ip: string): string {
  if (isMappedOrV4(ip)) return v4Of(ip).replace(/\.\d+$/, '.0/24');
  return `${prefixOf(ip, 3)}::/48`;
}

function isMappedOrV4(ip: string): boolean {
  return !isIPv6(ip) || /^::ffff:\d+\.\d+\.\d+\.\d+$/i.test(ip);
}

function v4Of(ip: string): string {
  return ip.replace(/^::ffff:/i, '');
}

function prefixOf(ip: string, groups: number): string {
  const [head = '', tail] = ip.toLowerCase().split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? [] : Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0');
  return [...left, ...zeros, ...right]
    .slice(0, groups)
    .map((g) => g.replace(/^0+(?=.)/, ''))
    .join(':');
}
