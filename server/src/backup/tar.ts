// POSIX ustar (IEEE Std 1003.1, pax, "ustar Interchange Format"): enough of it for a database cluster.

/** A file, or a directory when there is nothing to read. Exactly `size` bytes are stored: cut, or filled with zeros. */
export type TarEntry = { path: string; size: number; read?: () => AsyncIterable<Uint8Array> };

const BLOCK = 512;

export async function* writeTar(entries: AsyncIterable<TarEntry>): AsyncGenerator<Uint8Array> {
  for await (const { path, size, read } of entries) {
    yield headerOf(path, size, read === undefined);
    let left = size;
    if (read && size > 0) {
      for await (const bytes of read()) {
        const piece = bytes.subarray(0, left);
        left -= piece.length;
        yield piece;
        if (left === 0) break;
      }
    }
    // A relation that was cut short meanwhile: replay of the log puts right what is missing.
    while (left > 0) {
      const zeros = Buffer.alloc(Math.min(left, 1 << 20));
      left -= zeros.length;
      yield zeros;
    }
    yield Buffer.alloc(paddingOf(size));
  }
  yield Buffer.alloc(2 * BLOCK);
}

/** Calls `enter` for each entry with its bytes; all of them must be taken. @throws Error for anything but a whole tar */
export async function readTar(
  source: AsyncIterable<Uint8Array>,
  enter: (path: string, isDirectory: boolean, bytes: AsyncIterable<Uint8Array>) => Promise<void>,
): Promise<void> {
  const input = source[Symbol.asyncIterator]();
  let pending: Uint8Array = new Uint8Array(0);

  async function* take(length: number): AsyncGenerator<Uint8Array> {
    let left = length;
    while (left > 0) {
      if (pending.length === 0) {
        const next = await input.next();
        if (next.done) throw new Error('the archive ends too early');
        pending = next.value;
      }
      const piece = pending.subarray(0, left);
      pending = pending.subarray(piece.length);
      left -= piece.length;
      yield piece;
    }
  }

  async function takeWhole(length: number): Promise<Buffer> {
    return Buffer.concat(await Array.fromAsync(take(length)));
  }

  for (;;) {
    const header = await takeWhole(BLOCK);
    if (header.every((byte) => byte === 0)) break;
    const path = textAt(header, 0, 100);
    const size = Number.parseInt(textAt(header, 124, 12), 8);
    if (path === '' || path.startsWith('/') || path.split('/').includes('..') || !Number.isSafeInteger(size)) {
      throw new Error('the archive has an entry that leads elsewhere');
    }
    await enter(path, header[156] === 0x35, take(size));
    await takeWhole(paddingOf(size));
  }
  await takeWhole(BLOCK);
  // What follows the end must be read too: only then is the last chunk known to be whole.
  while (!(await input.next()).done);
}

function headerOf(path: string, size: number, isDirectory: boolean): Buffer {
  if (Buffer.byteLength(path) > 100) throw new Error('a path is too long to be stored');
  if (size >= 8 ** 11) throw new Error('a file is too large to be stored');
  const header = Buffer.alloc(BLOCK);
  const put = (text: string, at: number): void => void header.write(text, at, 'utf8');
  put(path, 0);
  put(isDirectory ? '0000700\0' : '0000600\0', 100);
  put('0000000\0', 108);
  put('0000000\0', 116);
  put(`${size.toString(8).padStart(11, '0')}\0`, 124);
  put('00000000000\0', 136);
  put('        ', 148);
  put(isDirectory ? '5' : '0', 156);
  put('ustar\u000000', 257);
  const sum = header.reduce((total, byte) => total + byte, 0);
  put(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return header;
}

function paddingOf(size: number): number {
  return (BLOCK - (size % BLOCK)) % BLOCK;
}

function textAt(header: Buffer, at: number, length: number): string {
  return (
    header
      .toString('utf8', at, at + length)
      .split('\0')[0]
      ?.trim() ?? ''
  );
}
