import { open } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { syncDirectory } from '../keys/durable-file.ts';
import type { OpenBackup, State } from './open-backup.ts';
import { makeDirectories } from './copy-file.ts';
import { readSealedFile } from './sealed-file.ts';
import { databaseKeyPurpose } from './store-database.ts';
import { readTar } from './tar.ts';

/**
 * Opens the sealed database of a state into a directory: `postgres/` (or `database.dump`), and what lay beside it.
 * Durable when resolved. @throws when a byte of it was changed
 */
export async function unpackDatabase({ paths, keys }: OpenBackup, state: State, to: string): Promise<void> {
  const sealing = { key: keys.deriveSecret(databaseKeyPurpose), chain: state.chain, number: state.number };
  const directories = new Set([to]);
  const source = readSealedFile(paths.database(state.number), sealing);
  await readTar(source, async (path, isDirectory, bytes) => {
    const target = join(to, path.replace(/^data\//, ''));
    const directory = isDirectory ? target : dirname(target);
    if (!directories.has(directory)) await makeDirectories(directory);
    directories.add(directory);
    if (isDirectory) return;
    const file = await open(target, 'wx', 0o600);
    try {
      for await (const piece of bytes) await file.appendFile(piece);
      await file.sync();
    } finally {
      await file.close();
    }
  });
  for (const directory of directories) await syncDirectory(directory);
}
