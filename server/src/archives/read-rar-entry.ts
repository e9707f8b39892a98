import { ArchiveReader, libarchiveWasm } from 'libarchive-wasm';

/** What libarchive may take at most, its copy of the archive included: a header may ask for a window of gigabytes. */
const mostMemory = 144 * 1024 * 1024;
const pageBytes = 64 * 1024;

/** For the thread that inspects: no WebAssembly in it grows beyond the limit, whatever its loader asks for. */
export function limitWebAssemblyMemory(limit = mostMemory): void {
  // oxlint-disable-next-line typescript/unbound-method -- called with its memory below
  const { grow } = WebAssembly.Memory.prototype;
  WebAssembly.Memory.prototype.grow = function growWithin(pages: number): number {
    if (this.buffer.byteLength + pages * pageBytes > limit) throw new RangeError('more memory than is granted');
    return grow.call(this, pages);
  };
}

/**
 * The first `limit` bytes of the `index`-th entry of a RAR, unpacked by libarchive, which runs as WebAssembly: a fault in
 * it reaches nothing outside its own memory.
 * @returns undefined when it cannot: RAR 1.5 and 2.0, solid archives of RAR 4, damage, too much memory
 */
export async function readRarEntry(
  archive: Uint8Array,
  { index, size }: { index: number; size: number },
  limit: number,
): Promise<Uint8Array | undefined> {
  try {
    const library = await libarchiveWasm();
    const reader = new ArchiveReader(library, new Int8Array(archive.buffer, archive.byteOffset, archive.length));
    for (let skipped = 0; skipped < index; skipped++) if (reader.nextEntryPointer() === 0) return undefined;
    const entry = reader.nextEntryPointer();
    // Nothing of it is freed: its memory goes as a whole.
    if (entry === 0 || reader.getEntrySize(entry) !== size) return undefined;
    const bytes = new Uint8Array(reader.readData(Math.min(limit, size)));
    return bytes.length === 0 && size > 0 ? undefined : bytes;
  } catch {
    return undefined;
  }
}
