import { createReadStream, type ReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';

import type { ApiProblem } from './problem.ts';
import { fileChanged } from './send-file.ts';
import type { FileBody, QueueFile } from './upload-queue.types.ts';

/**
 * A file of this computer for the upload queue, in Node.
 *
 * @param relativePath with `/`, empty for a file of its own
 * @throws the file system's error when it cannot be looked at
 */
export async function openNodeFile(path: string, name: string, relativePath: string): Promise<QueueFile> {
  const { size, mtimeMs } = await stat(path);
  const lastModified = Math.floor(mtimeMs);
  return { name, relativePath, size, lastModified, type: '', body: bodyOfPath(path, size, lastModified) };
}

function bodyOfPath(path: string, size: number, lastModified: number): FileBody {
  const open = new Set<ReadStream>();

  async function assertSame(): Promise<void> {
    const now = await stat(path).catch(() => undefined);
    if (now?.size !== size || Math.floor(now.mtimeMs) !== lastModified) throw fileChanged();
  }

  async function slice(start: number, end: number, onFailure: (problem: ApiProblem) => void): Promise<unknown> {
    await assertSame();
    const stream = createReadStream(path, { start, end: Math.max(start, end - 1), highWaterMark: 256 * 1024 });
    open.add(stream);
    let read = 0;
    stream.on('data', (chunk) => void (read += chunk.length));
    stream.on('error', () => onFailure(fileChanged()));
    stream.on('end', () => void checkEnd(read === end - start).catch(onFailure));
    stream.on('close', () => open.delete(stream));
    stream.pause();
    // tus-js-client asks a body for its `size`.
    return Object.assign(stream, { size: end - start });
  }

  /** A file that shrank, or was written to while it was read, must not count as sent. */
  async function checkEnd(whole: boolean): Promise<void> {
    if (!whole) throw fileChanged();
    await assertSame();
  }

  return {
    size,
    slice,
    close() {
      for (const stream of open) stream.destroy();
    },
  };
}
