/** POSIX.1-1988 ustar, POSIX.1-2001 pax, GNU and V7 headers: 512 bytes, told apart from anything else by their checksum. */
export const blockBytes = 512;

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

/** Digits with blanks before and a blank or NUL behind; undefined when it is anything else. */
export function readOctal(block: Uint8Array, offset: number, length: number): number | undefined {
  let text = '';
  for (const byte of block.subarray(offset, offset + length)) {
    if (byte === 0) break;
    text += String.fromCharCode(byte);
  }
  return /^ *[0-7]* *$/.test(text) ? Number.parseInt(text.trim() || '0', 8) : undefined;
}
