import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type LocalFolder = AsyncDisposable & {
  path: string;
  /** Writes random bytes; returns the whole path. */
  make(name: string, size: number): Promise<string>;
};

/** A folder of a sender's computer. */
export async function makeFolder(): Promise<LocalFolder> {
  const path = await mkdtemp(join(tmpdir(), 'schleuse-sender-'));
  return {
    path,
    async make(name, size) {
      const file = join(path, name);
      await writeFile(file, randomBytes(size));
      return file;
    },
    [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }),
  };
}
