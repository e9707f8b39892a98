const WORTH_IT = 4096;

/**
 * Frees a buffer's memory at once; whoever still holds it finds it empty. Left to the garbage collector, 64 KiB pieces
 * from sockets and sealed chunks make it run for every 64 MB: as much processor time as hashing them, and pauses of
 * 50 ms and more. A buffer that shares its memory with others is left alone.
 */
export function giveBack(bytes: Uint8Array): void {
  const { buffer } = bytes;
  if (bytes.byteLength < WORTH_IT || bytes.byteLength !== buffer.byteLength) return;
  if (buffer instanceof ArrayBuffer) buffer.transfer(0);
}
