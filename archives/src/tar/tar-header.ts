import { decodeUtf8 } from '../decode-text.ts';

/** POSIX.1-1988 ustar, POSIX.1-2001 pax, GNU and V7 headers: 512 bytes, told apart from anything else by their checksum. */
export const blockBytes = 512;

export type TarHeader = {
  name: string;
  /** bytes that follow; undefined when the field is no number */
  size: number | undefined;
  type: string;
  linkName: string;
  /** of a sparse file (GNU): its bytes when unpacked, and whether more of the map follows */
  sparse: { size: number | undefined; goesOn: boolean };
};

/** A sum of all bytes, with the sum's own eight counted as blanks; some old packers summed signed bytes. */
export function isTarHeader(block: Uint8Array): boolean {
  if (block.length < blockBytes || block[0] === 0) return false;
  const told = readOctal(block, 148, 8);
  if (told === undefined) return false;
  let unsigned = 0;
  let signed = 0;
  for (let index = 0; index < blockBytes; index++) {
    const byte = index >= 148 && index < 156 ? 0x20 : (block[index] as number);
    unsigned += byte;
    signed += byte < 128 ? byte : byte - 256;
  }
  return told === unsigned || told === signed;
}

export function readHeader(block: Uint8Array): TarHeader {
  // Only with POSIX's magic is there a prefix; GNU keeps other things in its place.
  const prefix = textOf(block, 257, 6) === 'ustar' && block[262] === 0 ? textOf(block, 345, 155) : '';
  const name = textOf(block, 0, 100);
  return {
    name: prefix === '' ? name : `${prefix}/${name}`,
    size: readNumber(block, 124, 12),
    type: String.fromCharCode(block[156] || 0x30),
    linkName: textOf(block, 157, 100),
    sparse: { size: readNumber(block, 483, 12), goesOn: block[482] !== 0 },
  };
}

/** Octal, or binary when the first bit is set (GNU); undefined when it is neither, or negative. */
function readNumber(block: Uint8Array, offset: number, length: number): number | undefined {
  const first = block[offset] as number;
  if ((first & 0x80) === 0) return readOctal(block, offset, length);
  if ((first & 0x40) !== 0) return undefined;
  let value = first & 0x3f;
  for (const byte of block.subarray(offset + 1, offset + length)) value = Math.min(value * 256 + byte, 2 ** 53);
  return value;
}

/** Digits with blanks before and a blank or NUL behind; undefined when it is anything else. */
function readOctal(block: Uint8Array, offset: number, length: number): number | undefined {
  let text = '';
  for (const byte of block.subarray(offset, offset + length)) {
    if (byte === 0) break;
    text += String.fromCharCode(byte);
  }
  return /^ *[0-7]* *$/.test(text) ? Number.parseInt(text.trim() || '0', 8) : undefined;
}

function textOf(block: Uint8Array, offset: number, length: number): string {
  const field = block.subarray(offset, offset + length);
  const end = field.indexOf(0);
  return decodeName(end < 0 ? field : field.subarray(0, end));
}

/** TAR does not say how names are written: UTF-8 where it is that, else as Windows and old Linux systems did. */
export function decodeName(bytes: Uint8Array): string {
  return decodeUtf8(bytes) ?? new TextDecoder('windows-1252').decode(bytes);
}
