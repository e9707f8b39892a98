import { randomBytes } from 'node:crypto';
import { link, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Writes a file readable by its owner only, so that after a crash it is there as a whole or not at all: temporary file,
 * fsync, rename, fsync of the directory.
 */
export async function writeDurably(path: string, contents: string): Promise<void> {
  await writeWhole(path, contents, rename);
}

/** The same, but never over another file. @throws EEXIST when one was there, or came in between */
export async function writeNewDurably(path: string, contents: string): Promise<void> {
  await writeWhole(path, contents, async (from, to) => {
    await link(from, to);
    await rm(from);
  });
}

async function writeWhole(
  path: string,
  contents: string,
  place: (from: string, to: string) => Promise<void>,
): Promise<void> {
  const temporary = `${path}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    const file = await open(temporary, 'wx', 0o600);
    try {
      await file.writeFile(contents);
      await file.sync();
    } finally {
      await file.close();
    }
    await place(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  await syncDirectory(dirname(path));
}

/** Makes a directory that only its owner enters (those above it as usual), and makes its name durable. */
export async function makePrivateDirectory(path: string): Promise<void> {
  const above = dirname(path);
  const first = await mkdir(above, { recursive: true });
  if (first !== undefined) {
    for (let made = above; made.length >= first.length; made = dirname(made)) await syncDirectory(dirname(made));
  }
  await mkdir(path, { mode: 0o700 }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  await syncDirectory(above);
}

/** Overwrites a file with random bytes, makes that durable, then removes it. A file that is gone already is fine. */
export async function shredFile(path: string): Promise<void> {
  const file = await open(path, 'r+').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (file) {
    try {
      const { size } = await file.stat();
      await file.write(randomBytes(size), 0, size, 0);
      await file.sync();
    } finally {
      await file.close();
    }
    await rm(path, { force: true });
  }
  // Also when it was gone: an earlier run may have stopped between removing it and this.
  await syncDirectory(dirname(path)).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
  });
}

/** Makes the names in a directory durable. */
export async function syncDirectory(path: string): Promise<void> {
  // Windows cannot open directories and writes names through by itself.
  if (process.platform === 'win32') return;
  const directory = await open(path, 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}
