import {
  buildTable,
  distanceBase,
  distanceExtra,
  fixedDistances,
  fixedLiterals,
  type HuffmanTable,
  lengthBase,
  lengthExtra,
  lengthOrder,
  quickBits,
} from './inflate-tables.ts';

const historyBytes = 32 * 1024;
const outputBytes = 64 * 1024;
const longestMatch = 258;
/** what one symbol of a match takes, two bytes at a time */
const mostInput = 8;
const quickMask = (1 << quickBits) - 1;

export class InflateFault extends Error {
  override readonly name = 'InflateFault';
}

class NeedsInput extends Error {}
const needsInput = new NeedsInput();

/**
 * DEFLATE (RFC 1951), unpacked piece by piece, so that whoever counts can stop at any piece. Tells where the packed
 * bytes end, which DecompressionStream does not, and needs no stream for each of ten thousand small entries.
 */
export class Inflater {
  #input: Uint8Array = new Uint8Array(0);
  #position = 0;
  #hold = 0;
  #held = 0;
  readonly #window = new Uint8Array(historyBytes + outputBytes);
  #start = historyBytes;
  #end = historyBytes;
  /** bytes unpacked, up to what a match may reach back to */
  #history = 0;
  #block: 'head' | 'stored' | 'packed' = 'head';
  #lastBlock = false;
  #storedLeft = 0;
  #literals: HuffmanTable = fixedLiterals;
  #distances: HuffmanTable = fixedDistances;
  /** whether the last block ended */
  done = false;

  /** Begins anew, with nothing pushed. */
  reset(): void {
    this.#input = new Uint8Array(0);
    this.#position = this.#hold = this.#held = this.#history = 0;
    this.#start = this.#end = historyBytes;
    this.#block = 'head';
    this.#lastBlock = this.done = false;
  }

  /** More packed bytes; what was not used of those before is kept. */
  push(bytes: Uint8Array): void {
    const rest = this.#input.subarray(this.#position);
    this.#position = 0;
    if (rest.length === 0) {
      this.#input = bytes;
      return;
    }
    this.#input = new Uint8Array(rest.length + bytes.length);
    this.#input.set(rest);
    this.#input.set(bytes, rest.length);
  }

  /** How many of the bytes pushed were not used; exact once `done`. */
  get unused(): number {
    return this.#input.length - this.#position + (this.#held >> 3);
  }

  /**
   * The next unpacked bytes, 64 KiB at most, good until the next call; undefined when more input is needed or all is done.
   * @throws InflateFault
   */
  next(): Uint8Array | undefined {
    this.#slide();
    while (!this.done && this.#end <= this.#window.length - longestMatch) {
      // A step that lacks input is taken back and begun anew when there is more.
      const [position, hold, held] = [this.#position, this.#hold, this.#held];
      try {
        if (this.#block === 'head') this.#readHead();
        else if (this.#block === 'stored') this.#copyStored();
        else this.#unpack();
      } catch (error) {
        if (error !== needsInput) throw error;
        if (this.#block === 'head') [this.#position, this.#hold, this.#held] = [position, hold, held];
        break;
      }
    }
    return this.#end > this.#start ? this.#window.subarray(this.#start, this.#end) : undefined;
  }

  /** To be called when all is pushed and taken. @throws InflateFault when it ended too early, or goes on behind the end */
  finish(): void {
    if (!this.done) throw new InflateFault('it ends too early');
    if (this.unused > 0) throw new InflateFault('it goes on behind its end');
  }

  #slide(): void {
    this.#history = Math.min(historyBytes, this.#history + this.#end - this.#start);
    this.#window.copyWithin(0, this.#end - historyBytes, this.#end);
    this.#start = historyBytes;
    this.#end = historyBytes;
  }

  #bits(count: number): number {
    while (this.#held < count) {
      if (this.#position >= this.#input.length) throw needsInput;
      this.#hold |= (this.#input[this.#position++] as number) << this.#held;
      this.#held += 8;
    }
    const value = this.#hold & ((1 << count) - 1);
    this.#hold >>>= count;
    this.#held -= count;
    return value;
  }

  #readHead(): void {
    const last = this.#bits(1) === 1;
    const type = this.#bits(2);
    if (type === 3) throw new InflateFault('a block of no known type');
    if (type === 0) {
      this.#bits(this.#held & 7);
      const length = this.#bits(16);
      if (this.#bits(16) !== (length ^ 0xffff)) throw new InflateFault('a stored block contradicts its length');
      this.#storedLeft = length;
      this.#block = 'stored';
    } else {
      if (type === 1) [this.#literals, this.#distances] = [fixedLiterals, fixedDistances];
      else this.#readTables();
      this.#block = 'packed';
    }
    this.#lastBlock = last;
  }

  #readTables(): void {
    const literals = this.#bits(5) + 257;
    const distances = this.#bits(5) + 1;
    const orders = this.#bits(4) + 4;
    if (literals > 286 || distances > 30) throw new InflateFault('more symbols than there are');
    const orderLengths = new Uint8Array(19);
    for (let n = 0; n < orders; n++) orderLengths[lengthOrder[n] as number] = this.#bits(3);
    const order = needTable(buildTable(orderLengths));
    const lengths = new Uint8Array(literals + distances);
    for (let n = 0; n < lengths.length;) {
      const symbol = this.#symbol(order);
      if (symbol < 16) {
        lengths[n++] = symbol;
        continue;
      }
      if (symbol === 16 && n === 0) throw new InflateFault('nothing to repeat');
      const value = symbol === 16 ? (lengths[n - 1] as number) : 0;
      const times = symbol === 16 ? 3 + this.#bits(2) : symbol === 17 ? 3 + this.#bits(3) : 11 + this.#bits(7);
      if (n + times > lengths.length) throw new InflateFault('more code lengths than symbols');
      lengths.fill(value, n, n + times);
      n += times;
    }
    if (lengths[256] === 0) throw new InflateFault('a block without an end');
    this.#literals = needTable(buildTable(lengths.subarray(0, literals)));
    this.#distances = needTable(buildTable(lengths.subarray(literals)));
  }

  #copyStored(): void {
    while (this.#storedLeft > 0 && this.#held >= 8) {
      this.#window[this.#end++] = this.#bits(8);
      this.#storedLeft -= 1;
    }
    const room = this.#window.length - this.#end;
    const count = Math.min(this.#storedLeft, this.#input.length - this.#position, room);
    this.#window.set(this.#input.subarray(this.#position, this.#position + count), this.#end);
    this.#end += count;
    this.#position += count;
    this.#storedLeft -= count;
    if (this.#storedLeft === 0) this.#endBlock();
    else if (count === 0 && room > 0) throw needsInput;
  }

  #endBlock(): void {
    this.done = this.#lastBlock;
    this.#block = 'head';
  }

  #symbol({ quick, counts, symbols }: HuffmanTable): number {
    while (this.#held < 15 && this.#position < this.#input.length) {
      this.#hold |= (this.#input[this.#position++] as number) << this.#held;
      this.#held += 8;
    }
    const hit = quick[this.#hold & quickMask] as number;
    if (hit !== 0 && (hit & 15) <= this.#held) {
      this.#hold >>>= hit & 15;
      this.#held -= hit & 15;
      return hit >> 4;
    }
    let code = 0;
    let first = 0;
    let index = 0;
    for (let length = 1; length <= 15; length++) {
      if (length > this.#held) throw needsInput;
      code |= (this.#hold >> (length - 1)) & 1;
      const count = counts[length] as number;
      if (code - count < first) {
        this.#hold >>>= length;
        this.#held -= length;
        return symbols[index + code - first] as number;
      }
      index += count;
      first = (first + count) << 1;
      code <<= 1;
    }
    throw new InflateFault('a code that is none');
  }

  /**
   * As long as there is input enough for any symbol and its codes are short: most of all symbols, with everything in local
   * variables, which is four times as fast. What it stops at is left for the careful way.
   */
  #unpackQuickly(): void {
    const [input, window, literals, distances] = [
      this.#input,
      this.#window,
      this.#literals.quick,
      this.#distances.quick,
    ];
    const limit = window.length - longestMatch;
    const inputLimit = input.length - mostInput;
    const windowStart = this.#start - this.#history;
    let [position, hold, held, end] = [this.#position, this.#hold, this.#held, this.#end];
    while (end <= limit && position <= inputLimit) {
      if (held < 15) {
        hold |= ((input[position] as number) | ((input[position + 1] as number) << 8)) << held;
        position += 2;
        held += 16;
      }
      const hit = literals[hold & quickMask] as number;
      const symbol = hit >> 4;
      if (hit !== 0 && symbol < 256) {
        hold >>>= hit & 15;
        held -= hit & 15;
        window[end++] = symbol;
        continue;
      }
      if (hit === 0 || symbol < 257 || symbol > 285) break;
      let [at, bits, count] = [position, hold >>> (hit & 15), held - (hit & 15)];
      if (count < 15) {
        bits |= ((input[at] as number) | ((input[at + 1] as number) << 8)) << count;
        at += 2;
        count += 16;
      }
      const extra = lengthExtra[symbol - 257] as number;
      const length = (lengthBase[symbol - 257] as number) + (bits & ((1 << extra) - 1));
      bits >>>= extra;
      count -= extra;
      if (count < 15) {
        bits |= ((input[at] as number) | ((input[at + 1] as number) << 8)) << count;
        at += 2;
        count += 16;
      }
      const far = distances[bits & quickMask] as number;
      if (far === 0 || far >> 4 > 29) break;
      bits >>>= far & 15;
      count -= far & 15;
      if (count < 15) {
        bits |= ((input[at] as number) | ((input[at + 1] as number) << 8)) << count;
        at += 2;
        count += 16;
      }
      const farExtra = distanceExtra[far >> 4] as number;
      const from = end - (distanceBase[far >> 4] as number) - (bits & ((1 << farExtra) - 1));
      if (from < windowStart) break;
      [position, hold, held] = [at, bits >>> farExtra, count - farExtra];
      if (end - from === 1) window.fill(window[from] as number, end, end + length);
      else for (let n = 0; n < length; n++) window[end + n] = window[from + n] as number;
      end += length;
    }
    [this.#position, this.#hold, this.#held, this.#end] = [position, hold, held, end];
  }

  /** Symbol by symbol; each is taken back as a whole when it lacks input. */
  #unpack(): void {
    const window = this.#window;
    const limit = window.length - longestMatch;
    for (;;) {
      this.#unpackQuickly();
      if (this.#end > limit) return;
      const [position, hold, held] = [this.#position, this.#hold, this.#held];
      try {
        const symbol = this.#symbol(this.#literals);
        if (symbol < 256) window[this.#end++] = symbol;
        else if (symbol === 256) {
          this.#endBlock();
          return;
        } else this.#copyMatch(symbol - 257);
      } catch (error) {
        if (error === needsInput) [this.#position, this.#hold, this.#held] = [position, hold, held];
        throw error;
      }
    }
  }

  #copyMatch(symbol: number): void {
    if (symbol > 28) throw new InflateFault('a length that is none');
    const length = (lengthBase[symbol] as number) + this.#bits(lengthExtra[symbol] as number);
    const far = this.#symbol(this.#distances);
    if (far > 29) throw new InflateFault('a distance that is none');
    const distance = (distanceBase[far] as number) + this.#bits(distanceExtra[far] as number);
    if (distance > this.#history + this.#end - this.#start) throw new InflateFault('a distance before the beginning');
    const window = this.#window;
    let to = this.#end;
    for (let from = to - distance, end = to + length; to < end;) window[to++] = window[from++] as number;
    this.#end = to;
  }
}

function needTable(table: HuffmanTable | undefined): HuffmanTable {
  if (!table) throw new InflateFault('code lengths that are no code');
  return table;
}
