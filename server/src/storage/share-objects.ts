import { chmod, chown, mkdir, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

import { objectPathsIn } from './object-paths.ts';

/** Members of the group add and remove objects; new folders below belong to it too (the set-group-ID bit). */
const sharedMode = 0o2770;

/** Opens the folders of objects to a group, for an intake process that runs as a user of its own. */
export async function shareObjects(dataDir: string, groupId: number): Promise<void> {
  const { root, temporary } = objectPathsIn(dataDir);
  await mkdir(temporary, { recursive: true, mode: 0o700 });
  for (const path of [root, ...(await foldersIn(root)), ...(await foldersBelow(root))]) {
    const { gid, mode } = await stat(path);
    if (gid === groupId && (mode & 0o7777) === sharedMode) continue;
    await chown(path, -1, groupId);
    await chmod(path, sharedMode);
  }
}

async function foldersBelow(root: string): Promise<string[]> {
  const all: string[] = [];
  for (const folder of await foldersIn(root)) all.push(...(await foldersIn(folder)));
  return all;
}

async function foldersIn(path: string): Promise<string[]> {
  const entries = await readdir(path, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map((entry) => join(path, entry.name));
}
