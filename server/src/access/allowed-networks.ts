import { BlockList, isIP } from 'node:net';

/**
 * A network as it is stored: `10.1.0.0/16`, host bits cleared; a single address gets its full length.
 * @returns undefined for what is no network
 */
export function readNetwork(typed: string): string | undefined {
  const [address = '', length, ...rest] = typed.trim().split('/');
  const family = isIP(address);
  if (family === 0 || rest.length > 0 || address.includes('%')) return undefined;
  const bits = family === 4 ? 32 : 128;
  const prefix = length === undefined ? bits : /^\d{1,3}$/.test(length) ? Number(length) : Number.NaN;
  if (!(prefix >= 0 && prefix <= bits)) return undefined;
  const number = toNumber(address, family);
  const free = BigInt(bits - prefix);
  return `${toAddress((number >> free) << free, family)}/${prefix}`;
}

/** Whether the address lies in one of the networks; without networks all do. */
export function isAllowedNetwork(address: string, networks: readonly string[]): boolean {
  if (networks.length === 0) return true;
  // What comes over a socket for both families is an IPv4 address in the clothes of the other (RFC 4291, 2.5.5.2).
  const plain = address.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '');
  const family = isIP(plain);
  if (family === 0) return false;
  const list = new BlockList();
  for (const network of networks) {
    const [net = '', length = ''] = network.split('/');
    list.addSubnet(net, Number(length), isIP(net) === 4 ? 'ipv4' : 'ipv6');
  }
  return list.check(plain, family === 4 ? 'ipv4' : 'ipv6');
}

function toNumber(address: string, family: number): bigint {
  if (family === 4) return address.split('.').reduce((sum, part) => (sum << 8n) | BigInt(part), 0n);
  return groupsOf(address).reduce((sum, group) => (sum << 16n) | BigInt(group), 0n);
}

function groupsOf(address: string): number[] {
  const dotted = /^(.*:)(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(address);
  const text = dotted ? `${dotted[1]}${toHex(dotted[2], dotted[3])}:${toHex(dotted[4], dotted[5])}` : address;
  const [head = '', tail = ''] = text.split('::');
  const [left, right] = [readGroups(head), readGroups(tail)];
  return [...left, ...Array<number>(8 - left.length - right.length).fill(0), ...right];
}

function toHex(high: string | undefined, low: string | undefined): string {
  return ((Number(high) << 8) | Number(low)).toString(16);
}

function readGroups(text: string): number[] {
  return text === '' ? [] : text.split(':').map((group) => Number.parseInt(group, 16));
}

function toAddress(number: bigint, family: number): string {
  const parts = family === 4 ? 4 : 8;
  const size = family === 4 ? 8n : 16n;
  const all = Array.from(
    { length: parts },
    (_, index) => (number >> (size * BigInt(parts - 1 - index))) & ((1n << size) - 1n),
  );
  if (family === 4) return all.join('.');
  // The longest row of zeros is left out, as PostgreSQL writes it (RFC 5952, 4.2).
  const groups = all.map((group) => group.toString(16)).join(':');
  const rows = [...groups.matchAll(/(?:^|:)0(?::0)+(?=:|$)/g)]
    .map(([row]) => row)
    .toSorted((a, b) => b.length - a.length);
  const [longest] = rows;
  if (longest === undefined) return groups;
  const at = groups.indexOf(longest);
  return `${groups.slice(0, at)}::${groups.slice(at + longest.length).replace(/^:/, '')}`;
}
