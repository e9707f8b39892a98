/**
 * RFC 8785 (JSON Canonicalization Scheme): one text for one value, as UTF-8 bytes.
 *
 * @throws TypeError for what I-JSON (RFC 7493) cannot carry: NaN, infinities, lone surrogates, undefined, functions.
 */
export function canonicalJson(value: unknown): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(write(value));
}

function write(value: unknown): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return writeNumber(value);
  if (typeof value === 'string') return writeString(value);
  if (Array.isArray(value)) return `[${value.map(write).join(',')}]`;
  if (typeof value === 'object') return writeObject(value);
  throw new TypeError(`canonical JSON cannot carry a ${typeof value}`);
}

// ECMAScript's own number and string texts are what section 3.2.2 prescribes.
function writeNumber(value: number): string {
  if (!Number.isFinite(value)) throw new TypeError('canonical JSON cannot carry NaN or an infinity');
  return JSON.stringify(value);
}

function writeString(value: string): string {
  if (!value.isWellFormed()) throw new TypeError('canonical JSON cannot carry a lone surrogate');
  return JSON.stringify(value);
}

function writeObject(value: object): string {
  // The default sort compares UTF-16 code units, as section 3.2.3 asks.
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, member]) => `${writeString(name)}:${write(member)}`).join(',')}}`;
}
