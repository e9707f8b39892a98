import { createHash, type Hash } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

import { syncDirectory } from '../keys/durable-file.ts';

export type Copied = { size: number; sha256: string };

const PIECE_BYTES = 1 << 20;

/** Copies by way of a temporary file and takes the hash of what was read. The name is durable after its directory's sync. */
export async function copyFileHashed(from: string, temporary: string, to: string): Promise<Copied> {
  const hash = createHash('sha256');
  let size = 0;
  await rm(temporary, { force: true });
  const source = await open(from, 'r');
  try {
    const target = await open(temporary, 'wx', 0o600);
    try {
      for await (const piece of pieces(source, hash)) {
        await target.appendFile(piece);
        size += piece.length;
      }
      await target.sync();
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
  await rename(temporary, to);
  return { size, sha256: hash.digest('hex') };
}

export async function hashFile(path: string): Promise<Copied> {
  const hash = createHash('sha256');
  let size = 0;
  const source = await open(path, 'r');
  try {
    for await (const piece of pieces(source, hash)) size += piece.length;
  } finally {
    await source.close();
  }
  return { size, sha256: hash.digest('hex') };
}

async function* pieces(source: Awaited<ReturnType<typeof open>>, hash: Hash): AsyncGenerator<Uint8Array> {
  const buffer = Buffer.allocUnsafe(PIECE_BYTES);
  for (;;) {
    const { bytesRead } = await source.read(buffer, 0, buffer.length);
    if (bytesRead === 0) return;
    const piece = buffer.subarray(0, bytesRead);
    hash.update(piece);
    yield piece;
  }
}

/** Makes a directory and those above it, private, their names durable. */
export async function makeDirectories(path: string): Promise<void> {
  const first = await mkdir(path, { recursive: true, mode: 0o700 });
  if (first === undefined) return;
  for (let made = path; made.length >= first.length; made = dirname(made)) await syncDirectory(dirname(made));
}
