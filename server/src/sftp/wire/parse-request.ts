import { packetTypes } from './protocol.ts';

/** What a client asks for. `denied`: something that would change what is stored. */
export type Request =
  | { type: 'init'; version: number }
  | { type: 'open'; id: number; path: string; flags: number }
  | { type: 'read'; id: number; handle: number; offset: number; length: number }
  | { type: 'close' | 'fstat' | 'readdir'; id: number; handle: number }
  | { type: 'opendir' | 'realpath' | 'stat' | 'readlink' | 'remove' | 'rmdir'; id: number; path: string }
  | { type: 'limits' | 'unsupported' | 'denied' | 'malformed'; id: number };

type Fields = { uint32(): number; uint64(): number; string(): Buffer };

class Malformed extends Error {}

/**
 * Reads one packet without its length. What makes no sense is `malformed`, as long as there is an id to answer to.
 * @returns undefined for what cannot even be answered
 */
export function parseRequest(packet: Buffer): Request | undefined {
  if (packet.length < 5) return undefined;
  const id = packet.readUInt32BE(1);
  if (packet[0] === packetTypes.init) return { type: 'init', version: id };
  try {
    return parseFields(packet[0] ?? 0, id, fieldsOf(packet, 5));
  } catch (error) {
    if (error instanceof Malformed) return { type: 'malformed', id };
    throw error;
  }
}

function parseFields(type: number, id: number, fields: Fields): Request {
  const byPath = <T extends string>(name: T) => ({ type: name, id, path: fields.string().toString('utf8') });
  const byHandle = <T extends string>(name: T) => ({ type: name, id, handle: readHandle(fields.string()) });
  switch (type) {
    case packetTypes.open:
      return { ...byPath('open'), flags: fields.uint32() };
    case packetTypes.read:
      return { ...byHandle('read'), offset: fields.uint64(), length: fields.uint32() };
    case packetTypes.close:
      return byHandle('close');
    case packetTypes.fstat:
      return byHandle('fstat');
    case packetTypes.readdir:
      return byHandle('readdir');
    case packetTypes.opendir:
      return byPath('opendir');
    case packetTypes.realpath:
      return byPath('realpath');
    // There are no links: both say the same.
    case packetTypes.stat:
    case packetTypes.lstat:
      return byPath('stat');
    case packetTypes.readlink:
      return byPath('readlink');
    case packetTypes.remove:
      return byPath('remove');
    case packetTypes.rmdir:
      return byPath('rmdir');
    case packetTypes.write:
    case packetTypes.setstat:
    case packetTypes.fsetstat:
    case packetTypes.mkdir:
    case packetTypes.rename:
    case packetTypes.symlink:
      return { type: 'denied', id };
    case packetTypes.extended:
      return { type: fields.string().equals(limits) ? 'limits' : 'unsupported', id };
    default:
      return { type: 'unsupported', id };
  }
}

const limits = Buffer.from('limits@openssh.com');

/** Handles are the four bytes that writeHandle made; anything else is none of ours (0 is never given out). */
function readHandle(bytes: Buffer): number {
  return bytes.length === 4 ? bytes.readUInt32BE(0) : 0;
}

function fieldsOf(packet: Buffer, start: number): Fields {
  let at = start;
  const take = (length: number): number => {
    if (length > packet.length - at) throw new Malformed();
    at += length;
    return at - length;
  };
  return {
    uint32: () => packet.readUInt32BE(take(4)),
    uint64() {
      const value = packet.readBigUInt64BE(take(8));
      // Behind the end of any file: the answer is the same.
      return value > BigInt(Number.MAX_SAFE_INTEGER) ? Number.MAX_SAFE_INTEGER : Number(value);
    },
    string() {
      const length = packet.readUInt32BE(take(4));
      const from = take(length);
      return packet.subarray(from, from + length);
    },
  };
}
