/** Signatures and lengths of PKWARE's APPNOTE 6.3.10, sections 4.3.7 to 4.3.16. */
export const signatures = {
  localHeader: 0x04034b50,
  dataDescriptor: 0x08074b50,
  centralEntry: 0x02014b50,
  zip64End: 0x06064b50,
  zip64Locator: 0x07064b50,
  end: 0x06054b50,
  /** before the first entry of an archive that was meant to be split and fitted into one part */
  splitMarker: 0x30304b50,
} as const;

export const lengths = { localHeader: 30, centralEntry: 46, zip64End: 56, zip64Locator: 20, end: 22 } as const;

/** Sixteen-bit numbers at the head of an extra field (sections 4.5.2 and 4.6). */
export const extraIds = { zip64: 0x0001, unicodePath: 0x7075, aes: 0x9901 } as const;

export const flagBits = {
  encrypted: 1,
  dataDescriptor: 8,
  strongEncryption: 64,
  utf8: 2048,
  maskedHeaders: 8192,
} as const;

export const methods = { stored: 0, deflated: 8, aes: 99 } as const;

export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** A 64-bit number; what is beyond 2^53 lies about a size or place anyway and becomes 2^53. */
export function readUint64(view: DataView, offset: number): number {
  const value = view.getBigUint64(offset, true);
  return value > BigInt(Number.MAX_SAFE_INTEGER) ? 2 ** 53 : Number(value);
}

/** The data of the first extra field with this id, undefined when there is none. */
export function findExtra(extra: Uint8Array, id: number): Uint8Array | undefined {
  const view = viewOf(extra);
  for (let at = 0; at + 4 <= extra.length;) {
    const length = view.getUint16(at + 2, true);
    if (view.getUint16(at, true) === id) return extra.subarray(at + 4, at + 4 + length);
    at += 4 + length;
  }
  return undefined;
}
