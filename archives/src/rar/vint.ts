/** Reads the fields of a RAR 5 header in order; every field that goes beyond the header is a fault. */
export class FieldReader {
  readonly #bytes: Uint8Array;
  at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get left(): number {
    return this.#bytes.length - this.at;
  }

  /** Seven bits a byte, lowest first, ten bytes at most; what is beyond 2^53 becomes 2^53. */
  vint(): number {
    let value = 0;
    for (let shift = 0; shift < 70; shift += 7) {
      const byte = this.byte();
      value += (byte & 0x7f) * 2 ** shift;
      if ((byte & 0x80) === 0) return Math.min(value, 2 ** 53);
    }
    throw new FieldFault();
  }

  byte(): number {
    const byte = this.#bytes[this.at];
    if (byte === undefined) throw new FieldFault();
    this.at += 1;
    return byte;
  }

  uint32(): number {
    return this.byte() + this.byte() * 2 ** 8 + this.byte() * 2 ** 16 + this.byte() * 2 ** 24;
  }

  bytes(length: number): Uint8Array {
    if (length > this.left) throw new FieldFault();
    this.at += length;
    return this.#bytes.subarray(this.at - length, this.at);
  }
}

export class FieldFault extends Error {}
