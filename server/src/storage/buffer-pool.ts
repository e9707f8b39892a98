import { giveBack } from './give-back.ts';

/** Buffers of a few sizes that are filled, handed to a worker, and come back. */
export type BufferPool = {
  /** The smallest buffer that holds `bytes`, at most a full one. */
  take(bytes: number): ArrayBuffer;
  give(buffer: ArrayBuffer): void;
};

/** A slow line fills a small buffer for a long time: buffers start small and grow, so that hundreds stay cheap. */
const sizes = [8, 32, 128].map((kib) => kib * 1024);
const KEPT_BYTES = 8 * 1024 * 1024;

/**
 * Keeps what comes back for the next writer: touching fresh memory costs more than sealing it, and memory freed in
 * many sizes is not given back to the system.
 * @param fullBytes one chunk of a sealed segment (sealing/SPEC.md)
 * @param options.overwrites whether what was in a buffer is overwritten when it comes back
 */
export function createBufferPool(fullBytes: number, { overwrites = false } = {}): BufferPool {
  const classes = [...sizes, fullBytes].map((bytes) => {
    const kept = (bytes === fullBytes ? KEPT_BYTES : KEPT_BYTES / 8) / bytes;
    return { bytes, kept, free: [] as ArrayBuffer[] };
  });
  return {
    take(bytes) {
      const fitting = classes.find((candidate) => candidate.bytes >= bytes) ?? classes.at(-1);
      return fitting?.free.pop() ?? new ArrayBuffer(fitting?.bytes ?? fullBytes);
    },
    give(buffer) {
      if (overwrites) new Uint8Array(buffer).fill(0);
      const own = classes.find((candidate) => candidate.bytes === buffer.byteLength);
      if (own && own.free.length < own.kept) own.free.push(buffer);
      else giveBack(new Uint8Array(buffer));
    },
  };
}
