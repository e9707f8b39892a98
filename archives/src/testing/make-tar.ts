export type MadeTarEntry = {
  name: string;
  data?: Uint8Array | string;
  type?: string;
  linkName?: string;
  /** written as it is, in place of the length of `data` */
  sizeField?: string | Uint8Array;
  /** ustar, or V7 without any magic */
  format?: 'ustar' | 'gnu' | 'v7';
  checksum?: number;
  /** written over the block before its checksum is counted */
  patch?: (block: Uint8Array) => void;
};

const blockBytes = 512;

/** A TAR block by block (POSIX.1-1988), so that it can be wrong in any field. */
export function makeTar(entries: readonly MadeTarEntry[], { end = 2 }: { end?: number } = {}): Uint8Array {
  const parts = entries.flatMap((entry) => {
    const data =
      typeof entry.data === 'string' ? new TextEncoder().encode(entry.data) : (entry.data ?? new Uint8Array(0));
    return [
      makeTarHeader(entry, data.length),
      data,
      new Uint8Array((blockBytes - (data.length % blockBytes)) % blockBytes),
    ];
  });
  return new Uint8Array(Buffer.concat([...parts, new Uint8Array(end * blockBytes)]));
}

export function makeTarHeader(entry: MadeTarEntry, size: number): Uint8Array {
  const block = new Uint8Array(blockBytes);
  const put = (text: string | Uint8Array, offset: number): void =>
    block.set(typeof text === 'string' ? Buffer.from(text, 'utf8') : text, offset);
  put(Buffer.from(entry.name, 'utf8').subarray(0, 100), 0);
  put('0000644\0', 100);
  put(entry.sizeField ?? `${size.toString(8).padStart(11, '0')}\0`, 124);
  put('14000000000\0', 136);
  put(entry.type ?? '0', 156);
  put(entry.linkName ?? '', 157);
  if (entry.format === 'gnu') put('ustar  \0', 257);
  else if (entry.format !== 'v7') put('ustar\u000000', 257);
  entry.patch?.(block);
  put(' '.repeat(8), 148);
  const sum = entry.checksum ?? block.reduce((total, byte) => total + byte, 0);
  put(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return block;
}

/** One pax record: its length counts itself. */
export function paxRecord(key: string, value: string): string {
  const rest = Buffer.byteLength(` ${key}=${value}\n`);
  let length = rest + String(rest).length;
  if (String(length).length > String(rest).length) length = rest + String(length).length;
  return `${length} ${key}=${value}\n`;
}
