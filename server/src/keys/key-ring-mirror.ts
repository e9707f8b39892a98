import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { shredFile, syncDirectory, writeDurably } from './durable-file.ts';

/** A file of a key ring or its mirror; `path` within it, size in bytes, SHA-256 in hex. */
export type KeyFile = { path: string; size: number; sha256: string };

/** Every file of a key ring, in order; keys are wrapped, so this opens nothing. */
export async function listKeyFiles(dir: string): Promise<KeyFile[]> {
  const files: KeyFile[] = [];
  for (const path of await namesOfKeyFiles(dir)) {
    const bytes = await readIfThere(join(dir, path));
    if (bytes) files.push({ path, size: bytes.length, sha256: digest(bytes) });
  }
  return files;
}

/** Adds to the mirror what is new or different in the key ring. @returns what the mirror shall hold, and nothing else */
export async function addToMirror(from: string, to: string): Promise<KeyFile[]> {
  const files: KeyFile[] = [];
  await mkdir(to, { recursive: true, mode: 0o700 });
  for (const path of await namesOfKeyFiles(from)) {
    // A container may be erased at any moment: what is gone is not copied.
    const bytes = await readIfThere(join(from, path));
    if (!bytes) continue;
    files.push({ path, size: bytes.length, sha256: digest(bytes) });
    const mirrored = await readIfThere(join(to, path));
    if (mirrored?.equals(bytes)) continue;
    await makeDurably(to, dirname(path));
    await writeDurably(join(to, path), bytes.toString('utf8'));
  }
  return files;
}

/** Overwrites and removes whatever is in the mirror and not in the list: keys that were destroyed, broken-off writes. */
export async function shredUnlisted(mirror: string, files: KeyFile[]): Promise<number> {
  const listed = new Set(files.map(({ path }) => path));
  let shredded = 0;
  for (const entry of await readdir(mirror, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (!entry.isFile() || listed.has(path.slice(mirror.length + 1))) continue;
    await shredFile(path);
    shredded += 1;
  }
  return shredded;
}

async function namesOfKeyFiles(dir: string): Promise<string[]> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.tmp'))
    .map((entry) => join(entry.parentPath, entry.name).slice(dir.length + 1))
    .sort();
}

async function readIfThere(path: string): Promise<Buffer | undefined> {
  return await readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
}

async function makeDurably(root: string, relative: string): Promise<void> {
  if (relative === '.') return;
  const path = join(root, relative);
  if ((await mkdir(path, { recursive: true, mode: 0o700 })) === undefined) return;
  for (let made = path; made !== root; made = dirname(made)) await syncDirectory(dirname(made));
}

function digest(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
