import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';

/** Length and SHA-256 of a file, read as a stream. @throws the file system's error */
export async function hashFile(path: string, signal?: AbortSignal): Promise<{ size: number; sha256: string }> {
  const hash = createHash('sha256');
  let size = 0;
  const stream = createReadStream(path, { highWaterMark: 1024 * 1024 });
  stream.on('data', (chunk) => void (size += chunk.length));
  await pipeline(stream, hash, { signal });
  return { size, sha256: hash.digest('hex') };
}
