/** Bytes from `start` to `end`, `end` not included. */
export type ByteRange = { start: number; end: number };

/**
 * The range a `Range` header asks for (RFC 9110, section 14). Undefined means: send it all, which is also the right
 * answer to a header that is malformed, of another unit, or asks for several ranges.
 * @returns 'unsatisfiable' for a range that begins behind the end (416)
 */
export function parseRange(header: string | undefined, size: number): ByteRange | 'unsatisfiable' | undefined {
  const match = /^bytes=[\t ]*(\d*)-(\d*)[\t ]*$/i.exec(header ?? '');
  if (!match) return undefined;
  const [, first = '', last = ''] = match;
  if (first === '') {
    if (last === '') return undefined;
    const suffix = Math.min(Number(last), size);
    return suffix === 0 ? 'unsatisfiable' : { start: size - suffix, end: size };
  }
  const start = Number(first);
  if (last !== '' && Number(last) < start) return undefined;
  if (start >= size) return 'unsatisfiable';
  return { start, end: last === '' ? size : Math.min(Number(last) + 1, size) };
}

/** Whether `If-Range` lets the range stand: only a strong tag that is the present one (RFC 9110, section 13.1.5). */
export function ifRangeHolds(header: string | undefined, etag: string | undefined): boolean {
  return header === undefined || (etag !== undefined && header.trim() === etag);
}
