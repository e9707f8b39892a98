/** A Huffman code, RFC 1951 section 3.2.2: short codes by table, longer ones counted out. */
export type HuffmanTable = {
  /** by the next `quickBits` bits: symbol << 4 | length, or 0 when the code is longer */
  quick: Uint16Array;
  counts: Uint16Array;
  symbols: Uint16Array;
};

export const quickBits = 10;
const longest = 15;

/** @returns undefined when the lengths are no code: too many, or too few (one single code of one bit is let pass) */
export function buildTable(lengths: Uint8Array): HuffmanTable | undefined {
  const counts = new Uint16Array(longest + 1);
  for (const length of lengths) counts[length] = (counts[length] ?? 0) + 1;
  const used = lengths.length - (counts[0] ?? 0);
  counts[0] = 0;
  let left = 1;
  for (let length = 1; length <= longest; length++) {
    left = left * 2 - (counts[length] ?? 0);
    if (left < 0) return undefined;
  }
  if (left > 0 && !(used === 0 || (used === 1 && counts[1] === 1))) return undefined;
  return { counts, ...fill(lengths, counts, used) };
}

function fill(lengths: Uint8Array, counts: Uint16Array, used: number): Pick<HuffmanTable, 'quick' | 'symbols'> {
  const nextCode = new Uint16Array(longest + 2);
  const nextIndex = new Uint16Array(longest + 2);
  for (let length = 1; length <= longest; length++) {
    nextCode[length + 1] = ((nextCode[length] ?? 0) + (counts[length] ?? 0)) << 1;
    nextIndex[length + 1] = (nextIndex[length] ?? 0) + (counts[length] ?? 0);
  }
  const quick = new Uint16Array(1 << quickBits);
  const symbols = new Uint16Array(used);
  for (let symbol = 0; symbol < lengths.length; symbol++) {
    const length = lengths[symbol] ?? 0;
    if (length === 0) continue;
    const code = nextCode[length] ?? 0;
    nextCode[length] = code + 1;
    const index = nextIndex[length] ?? 0;
    nextIndex[length] = index + 1;
    symbols[index] = symbol;
    if (length > quickBits) continue;
    for (let slot = reverse(code, length); slot < quick.length; slot += 1 << length)
      quick[slot] = (symbol << 4) | length;
  }
  return { quick, symbols };
}

function reverse(code: number, length: number): number {
  let reversed = 0;
  for (let bit = 0; bit < length; bit++) reversed |= ((code >> bit) & 1) << (length - 1 - bit);
  return reversed;
}

/** RFC 1951 section 3.2.5: extra bits and first value of each length and distance symbol. */
export const lengthExtra = Uint8Array.of(
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  1,
  1,
  1,
  1,
  2,
  2,
  2,
  2,
  3,
  3,
  3,
  3,
  4,
  4,
  4,
  4,
  5,
  5,
  5,
  5,
  0,
);
export const lengthBase = Uint16Array.of(
  3,
  4,
  5,
  6,
  7,
  8,
  9,
  10,
  11,
  13,
  15,
  17,
  19,
  23,
  27,
  31,
  35,
  43,
  51,
  59,
  67,
  83,
  99,
  115,
  131,
  163,
  195,
  227,
  258,
);
export const distanceExtra = Uint8Array.from({ length: 30 }, (_, n) => Math.max(0, (n >> 1) - 1));
export const distanceBase = Uint16Array.from({ length: 30 }, (_, n) =>
  n < 2 ? n + 1 : (2 + (n & 1)) * 2 ** ((n >> 1) - 1) + 1,
);
/** section 3.2.7 */
export const lengthOrder = Uint8Array.of(16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15);

const fixedLengths = Uint8Array.from({ length: 288 }, (_, n) => (n < 144 ? 8 : n < 256 ? 9 : n < 280 ? 7 : 8));
export const fixedLiterals = buildTable(fixedLengths) as HuffmanTable;
// All 32: symbols 30 and 31 complete the code, and are refused where they occur.
export const fixedDistances = buildTable(new Uint8Array(32).fill(5)) as HuffmanTable;
