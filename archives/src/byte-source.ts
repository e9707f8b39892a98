/** Where an archive's bytes come from: a Blob in the browser, sealed storage on the server. */
export type ByteSource = {
  /** bytes of the whole archive */
  readonly size: number;
  /** Bytes from `offset` on: exactly `length` of them, fewer only where the archive ends. */
  read(offset: number, length: number): Promise<Uint8Array>;
};

export function sourceOfBytes(bytes: Uint8Array): ByteSource {
  return {
    size: bytes.length,
    read: async (offset, length) => bytes.subarray(offset, offset + length),
  };
}

export function sourceOfBlob(blob: Blob): ByteSource {
  return {
    size: blob.size,
    read: async (offset, length) => new Uint8Array(await blob.slice(offset, offset + length).arrayBuffer()),
  };
}
