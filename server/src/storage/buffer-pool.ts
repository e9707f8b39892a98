/** Bytes of a full buffer: one chunk of a sealed segment (sealing/SPEC.md). */
export type BufferPool = { take(): ArrayBuffer; give(buffer: ArrayBuffer): void };

/** Keeps up to `kept` full buffers for the next writer; touching fresh memory costs more than sealing it. */
export function createBufferPool(bytes: number, kept: number): BufferPool {
  const free: ArrayBuffer[] = [];
  return {
    take: () => free.pop() ?? new ArrayBuffer(bytes),
    give(buffer) {
      if (buffer.byteLength === bytes && free.length < kept) free.push(buffer);
    },
  };
}
