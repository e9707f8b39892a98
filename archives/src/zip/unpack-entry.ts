import type { ByteWindow } from '../byte-window.ts';
import { Inflater } from '../inflate.ts';
import { methods } from './zip-records.ts';

const pieceBytes = 64 * 1024;

/** Whether this package can unpack what is packed so. */
export function isReadableMethod(method: number): boolean {
  return method === methods.stored || method === methods.deflated;
}

/**
 * The unpacked bytes piece by piece, each good until the next is asked for. Whoever asks counts, and stops asking.
 * @throws InflateFault when the bytes are no DEFLATE, end too early, or go on behind its end
 */
export async function* unpackEntry(
  window: ByteWindow,
  { dataStart, packed, method }: { dataStart: number; packed: number; method: number },
): AsyncGenerator<Uint8Array> {
  const inflater = method === methods.deflated ? new Inflater() : undefined;
  for (let at = 0; at < packed; at += pieceBytes) {
    const piece = await window.at(dataStart + at, Math.min(pieceBytes, packed - at));
    if (!inflater) {
      yield piece;
      continue;
    }
    inflater.push(piece);
    for (let bytes = inflater.next(); bytes; bytes = inflater.next()) yield bytes;
  }
  inflater?.finish();
}
