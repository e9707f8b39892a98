import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

import { syncDirectory } from '../keys/durable-file.ts';
import { isObjectId } from '../storage/object-paths.ts';
import type { BackupPaths } from './backup-paths.ts';
import { copyFileHashed, makeDirectories } from './copy-file.ts';
import type { FileEntry } from './signed-list.ts';

export type CopiedObjects = { objects: FileEntry[]; copied: number; copiedBytes: number };

/**
 * Brings the objects that the backup does not have yet. Objects never change once they have their name, so one that an
 * earlier inventory lists with the same size is there already; whether it still is what it was, the check says.
 */
export async function copyObjects(dataDir: string, backup: BackupPaths, known: FileEntry[]): Promise<CopiedObjects> {
  const earlier = new Map(known.map((entry) => [entry.path, entry]));
  const result: CopiedObjects = { objects: [], copied: 0, copiedBytes: 0 };
  for await (const container of containersIn(join(dataDir, 'objects'))) {
    const from = join(dataDir, 'objects', container);
    const to = join(backup.objects, container);
    let added = false;
    for (const name of (await namesIn(from)).filter(isObjectId).sort()) {
      const path = `${container}/${name}`;
      const entry = earlier.get(path);
      if (entry && (await sizeOf(join(to, name))) === entry.size) {
        result.objects.push(entry);
        continue;
      }
      await makeDirectories(to);
      const copied = await copyFileHashed(join(from, name), join(backup.temporary, name), join(to, name)).catch(
        (error: NodeJS.ErrnoException) => {
          // Erased between the look and the copy.
          if (error.code !== 'ENOENT') throw error;
        },
      );
      if (!copied) continue;
      added = true;
      result.objects.push({ path, ...copied });
      result.copied += 1;
      result.copiedBytes += copied.size;
    }
    if (added) await syncDirectory(to);
  }
  return result;
}

/** `<firm>/<container>` for each container below an objects directory. */
export async function* containersIn(objects: string): AsyncGenerator<string> {
  for (const firm of (await namesIn(objects)).filter(isObjectId).sort()) {
    for (const container of (await namesIn(join(objects, firm))).filter(isObjectId).sort())
      yield `${firm}/${container}`;
  }
}

export async function namesIn(directory: string): Promise<string[]> {
  return await readdir(directory).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
}

export async function sizeOf(path: string): Promise<number | undefined> {
  return await stat(path).then(
    ({ size }) => size,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined;
      throw error;
    },
  );
}
