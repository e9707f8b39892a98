import type { ByteSource } from './byte-source.ts';

const windowBytes = 256 * 1024;

/** Reads a source in large pieces, for readers that want small ones in rising order. */
export class ByteWindow {
  readonly #source: ByteSource;
  #start = 0;
  #bytes: Uint8Array = new Uint8Array(0);

  constructor(source: ByteSource) {
    this.#source = source;
  }

  get size(): number {
    return this.#source.size;
  }

  /** Bytes from `offset` on, fewer than `length` where the archive ends. Good until the next call. */
  async at(offset: number, length: number): Promise<Uint8Array> {
    const here = this.#cut(offset, length);
    if (here) return here;
    const wanted = Math.min(Math.max(length, windowBytes), this.#source.size - offset);
    if (offset < 0 || wanted <= 0) return new Uint8Array(0);
    this.#bytes = await this.#source.read(offset, wanted);
    this.#start = offset;
    return this.#bytes.subarray(0, length);
  }

  #cut(offset: number, length: number): Uint8Array | undefined {
    const from = offset - this.#start;
    const to = Math.min(from + length, this.#source.size - this.#start);
    return from >= 0 && to <= this.#bytes.length && from <= to ? this.#bytes.subarray(from, to) : undefined;
  }
}
