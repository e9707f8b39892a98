import { lstat, readdir, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';

export type LocalFile = {
  /** Absolute. */
  path: string;
  name: string;
  /** With `/`; empty for a file named by itself. */
  relativePath: string;
};

export type Collected = {
  files: LocalFile[];
  /** What in folders is neither file nor folder (links, pipes, sockets): not followed, not sent. */
  skipped: string[];
};

/**
 * Files as named, folders with all they hold. Two of one name get their own: `a.txt`, `a (2).txt`.
 *
 * @throws the file system's error for a path that is not there or cannot be read
 */
export async function collectFiles(paths: readonly string[]): Promise<Collected> {
  const collected: Collected = { files: [], skipped: [] };
  const taken = new Set<string>();
  for (const given of paths) {
    const path = resolve(given);
    const info = await stat(path);
    if (info.isDirectory()) await collectFolder(path, basename(path), collected, taken);
    else if (info.isFile()) collected.files.push({ path, name: freeName(basename(path), '', taken), relativePath: '' });
    else collected.skipped.push(path);
  }
  return collected;
}

async function collectFolder(folder: string, relative: string, into: Collected, taken: Set<string>): Promise<void> {
  for (const name of (await readdir(folder)).sort()) {
    const path = join(folder, name);
    const info = await lstat(path);
    if (info.isDirectory()) await collectFolder(path, `${relative}/${name}`, into, taken);
    else if (!info.isFile()) into.skipped.push(path);
    else {
      const free = freeName(name, `${relative}/`, taken);
      into.files.push({ path, name: free, relativePath: `${relative}/${free}` });
    }
  }
}

/** The name, or the next numbered one; upper and lower case count as the same, as on Windows and macOS. */
function freeName(name: string, folder: string, taken: Set<string>): string {
  const dot = name.lastIndexOf('.');
  const [stem, ending] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ''];
  for (let number = 1; ; number += 1) {
    const candidate = number === 1 ? name : `${stem} (${number})${ending}`;
    const key = (folder + candidate).normalize('NFC').toLowerCase();
    if (taken.has(key)) continue;
    taken.add(key);
    return candidate;
  }
}
