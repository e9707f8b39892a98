import type { ArchiveKind } from './archive-report.ts';
import type { ByteSource } from './byte-source.ts';
import { isTarHeader } from './tar/tar-header.ts';

/** As many of an archive's first bytes as tell its kind. */
export const headBytes = 512;

/** The kind of an archive by its first bytes, never by its name; undefined for all else, programs that unpack themselves too. */
export async function detectKind(source: ByteSource): Promise<ArchiveKind | undefined> {
  return detectKindOfHead(await source.read(0, Math.min(headBytes, source.size)));
}

const marks: readonly (readonly [ArchiveKind, readonly number[]])[] = [
  ['zip', [0x50, 0x4b, 3, 4]],
  // empty
  ['zip', [0x50, 0x4b, 5, 6]],
  // split, or meant to be (APPNOTE 8.5.3 and 8.5.4)
  ['zip', [0x50, 0x4b, 7, 8]],
  ['zip', [0x50, 0x4b, 0x30, 0x30, 0x50, 0x4b, 3, 4]],
  ['rar4', [0x52, 0x61, 0x72, 0x21, 0x1a, 7, 0]],
  ['rar5', [0x52, 0x61, 0x72, 0x21, 0x1a, 7, 1, 0]],
  // method 8, the only one there is (RFC 1952)
  ['gz', [0x1f, 0x8b, 8]],
];

export function detectKindOfHead(head: Uint8Array): ArchiveKind | undefined {
  const marked = marks.find(([, mark]) => mark.every((byte, index) => head[index] === byte));
  if (marked) return marked[0];
  return isTarHeader(head) ? 'tar' : undefined;
}

/** Whether the file is a program: Windows (MZ), Linux (ELF), macOS (Mach-O) or a script (#!). */
export function isProgram(head: Uint8Array): boolean {
  const starts = [
    [0x4d, 0x5a],
    [0x7f, 0x45, 0x4c, 0x46],
    [0xcf, 0xfa, 0xed, 0xfe],
    [0xca, 0xfe, 0xba, 0xbe],
    [0x23, 0x21],
  ];
  return starts.some((mark) => mark.every((byte, index) => head[index] === byte));
}
