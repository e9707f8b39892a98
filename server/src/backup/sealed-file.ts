import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { createZstdCompress, createZstdDecompress } from 'node:zlib';

import { createOpenStream } from '@schleuse/sealing/open-stream';
import { startSealing } from '@schleuse/sealing/seal';
import { createSealStream } from '@schleuse/sealing/seal-stream';

const CHUNK_BYTES = 256 * 1024;

/** What a sealed file is bound to, so that one of another day or directory does not open in its place. */
export type SealedFileKey = { key: Uint8Array; chain: string; number: number };

/** Compresses (zstd), seals (C2SP chunked-encryption) and writes; durable when resolved. */
export async function writeSealedFile(
  path: string,
  sealing: SealedFileKey,
  source: AsyncIterable<Uint8Array>,
): Promise<{ size: number; sha256: string }> {
  const stream = createSealStream(startSealing(sealing.key, contextOf(sealing), CHUNK_BYTES));
  const compressed = pipe(source, createZstdCompress());
  const hash = createHash('sha256');
  const file = await open(path, 'wx', 0o600);
  let size = 0;
  const write = async (pieces: Uint8Array[]): Promise<void> => {
    for (const piece of pieces) {
      hash.update(piece);
      size += piece.length;
      await file.appendFile(piece);
    }
  };
  try {
    for await (const bytes of compressed) await write(stream.push(bytes as Uint8Array));
    await write(stream.end());
    await file.sync();
  } finally {
    await file.close();
  }
  return { size, sha256: hash.digest('hex') };
}

/** The bytes that went in. Fails, at the latest at its end, for a file that was changed, cut short, or belongs elsewhere. */
export function readSealedFile(path: string, sealing: SealedFileKey): AsyncIterable<Uint8Array> {
  return pipe(openPieces(path, sealing), createZstdDecompress());
}

async function* openPieces(path: string, sealing: SealedFileKey): AsyncGenerator<Uint8Array> {
  const stream = createOpenStream(sealing.key, contextOf(sealing), CHUNK_BYTES);
  for await (const bytes of createReadStream(path, { highWaterMark: CHUNK_BYTES })) {
    for (const piece of stream.push(bytes as Uint8Array)) if (piece.length > 0) yield piece;
  }
  for (const piece of stream.end()) if (piece.length > 0) yield piece;
}

/** A failure of the source ends the result too, which `pipe` alone would not do. */
function pipe(source: AsyncIterable<Uint8Array>, through: NodeJS.ReadWriteStream & Readable): Readable {
  const input = Readable.from(source, { objectMode: false });
  input.on('error', (error) => through.destroy(error));
  through.on('close', () => input.destroy());
  return input.pipe(through);
}

function contextOf({ chain, number }: SealedFileKey): Uint8Array {
  return Buffer.from(`schleuse.backup-database.v1|${chain}|${number}`);
}
