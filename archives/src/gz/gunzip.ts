import type { ByteWindow } from '../byte-window.ts';
import { crc32 } from '../crc32.ts';
import type { EntryBook } from '../entry-book.ts';
import { Inflater, InflateFault } from '../inflate.ts';
import { readGzHeader } from './gz-header.ts';

const pieceBytes = 64 * 1024;
const trailerBytes = 8;

/** What was checked beyond the limit is not looked at: ends the reading, not the archive. */
export class VerifiedEnough extends Error {}

/**
 * The unpacked bytes of all members (RFC 1952), piece by piece, each good until the next is asked for; every member's
 * checksum and length must fit. Counts what it unpacks.
 * @throws StopInspection; VerifiedEnough at `limits.verifiedBytes`
 */
export async function* gunzip(window: ByteWindow, book: EntryBook): AsyncGenerator<Uint8Array> {
  const inflater = new Inflater();
  let at = 0;
  let total = 0;
  for (let members = 0; at < window.size; members++) {
    if (members > 0 && (await isPadding(window, at))) return book.say('padding');
    if (members > book.limits.entries) book.stop('too_many_entries');
    const header = await readGzHeader(window, at);
    if (header === 'truncated') return book.stop('archive_truncated');
    if (header === 'none') return book.stop(members > 0 ? 'hidden_data' : 'archive_damaged');
    at = header.end;
    let crc = 0;
    let size = 0;
    inflater.reset();
    try {
      while (!inflater.done) {
        const piece = await window.at(at, pieceBytes);
        if (piece.length === 0) book.stop('archive_truncated');
        at += piece.length;
        inflater.push(piece);
        for (let bytes = inflater.next(); bytes; bytes = inflater.next()) {
          size += bytes.length;
          crc = crc32(bytes, crc);
          book.spent.verified += bytes.length;
          total += bytes.length;
          if (total > book.limits.ratioFromBytes && total > (at - inflater.unused) * book.limits.ratio)
            book.stop('bomb');
          if (book.spent.verified > book.limits.verifiedBytes) throw new VerifiedEnough();
          yield bytes;
        }
      }
    } catch (error) {
      if (!(error instanceof InflateFault)) throw error;
      book.stop('archive_damaged');
    }
    at -= inflater.unused;
    const trailer = await window.at(at, trailerBytes);
    if (trailer.length < trailerBytes) book.stop('archive_truncated');
    const view = new DataView(trailer.buffer, trailer.byteOffset, trailerBytes);
    if (view.getUint32(0, true) !== crc || view.getUint32(4, true) !== size % 2 ** 32) book.stop('archive_damaged');
    at += trailerBytes;
  }
}

/** Zeros up to the end, as tapes and block devices leave them. */
async function isPadding(window: ByteWindow, from: number): Promise<boolean> {
  if ((await window.at(from, 1))[0] !== 0) return false;
  for (let at = from; at < window.size; at += pieceBytes) {
    if ((await window.at(at, pieceBytes)).some((byte) => byte !== 0)) return false;
  }
  return true;
}
