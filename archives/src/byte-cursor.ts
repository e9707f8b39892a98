import type { ByteWindow } from './byte-window.ts';

/** Bytes in order: of a source, or as they are unpacked. */
export type ByteCursor = {
  /** The next bytes, fewer than `length` only at the end. Good until the next call. */
  read(length: number): Promise<Uint8Array>;
  /** Passes over bytes. @returns how many there were */
  skip(length: number): Promise<number>;
};

export function cursorOfWindow(window: ByteWindow): ByteCursor {
  let at = 0;
  return {
    async read(length) {
      const bytes = await window.at(at, length);
      at += bytes.length;
      return bytes;
    },
    async skip(length) {
      const passed = Math.min(length, window.size - at);
      at += passed;
      return passed;
    },
  };
}

/** Pieces as they come, each good until the next is asked for. */
export function cursorOfPieces(pieces: AsyncGenerator<Uint8Array>): ByteCursor {
  let rest: Uint8Array = new Uint8Array(0);

  async function more(): Promise<boolean> {
    const { done, value } = await pieces.next();
    if (!done) rest = value;
    return !done;
  }

  return {
    async read(length) {
      while (rest.length === 0) if (!(await more())) return rest;
      if (rest.length >= length) {
        const bytes = rest.subarray(0, length);
        rest = rest.subarray(length);
        return bytes;
      }
      const bytes = new Uint8Array(length);
      let filled = 0;
      for (;;) {
        const part = rest.subarray(0, length - filled);
        bytes.set(part, filled);
        filled += part.length;
        rest = rest.subarray(part.length);
        if (filled === length || !(await more())) return bytes.subarray(0, filled);
      }
    },
    async skip(length) {
      let left = length;
      for (;;) {
        const part = Math.min(left, rest.length);
        left -= part;
        rest = rest.subarray(part);
        if (left === 0 || !(await more())) return length - left;
      }
    },
  };
}
