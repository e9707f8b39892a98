import type { ByteWindow } from '../byte-window.ts';
import { decodeName } from '../tar/tar-header.ts';

const flags = { headerCrc: 2, extra: 4, name: 8, comment: 16, reserved: 0xe0 } as const;
const fixedBytes = 10;
const longestText = 64 * 1024;

export type GzHeader = { name: string; end: number };

/** RFC 1952 section 2.3; `none` when there is no member here. */
export async function readGzHeader(window: ByteWindow, start: number): Promise<GzHeader | 'truncated' | 'none'> {
  const fixed = (await window.at(start, fixedBytes)).slice();
  if (fixed[0] !== 0x1f || (fixed.length > 1 && fixed[1] !== 0x8b)) return 'none';
  if (fixed.length < fixedBytes) return 'truncated';
  const set = fixed[3] as number;
  if (fixed[2] !== 8 || (set & flags.reserved) !== 0) return 'none';
  let end = start + fixedBytes;
  if (set & flags.extra) {
    const length = await window.at(end, 2);
    if (length.length < 2) return 'truncated';
    end += 2 + (length[0] as number) + (length[1] as number) * 256;
  }
  let name = '';
  for (const flag of [flags.name, flags.comment]) {
    if (!(set & flag)) continue;
    const text = await window.at(end, longestText);
    const length = text.indexOf(0);
    if (length < 0) return text.length < longestText ? 'truncated' : 'none';
    if (flag === flags.name) name = decodeName(text.subarray(0, length));
    end += length + 1;
  }
  if (set & flags.headerCrc) end += 2;
  return end > window.size ? 'truncated' : { name, end };
}
