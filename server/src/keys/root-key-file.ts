import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

import { KEY_BYTES } from '@schleuse/sealing/message-keys';

import { writeNewDurably } from './durable-file.ts';
import { encodeRootKey, fingerprintRootKey, parseRootKey, RootKeyError } from './root-key-text.ts';

/**
 * Reads the root key, or makes one when the data directory is still empty (but for the lock of this start). Call it
 * before anything else writes there.
 * @throws RootKeyError with one plain sentence: missing beside existing data, empty, readable by others, mistyped.
 */
export async function loadRootKey(file: string, dataDir: string): Promise<Uint8Array> {
  const found = await stat(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw new RootKeyError(`The root key file ${file} cannot be read (${error.code}).`);
  });
  if (!found) {
    if (await holdsSomething(dataDir)) {
      throw new RootKeyError(
        `The root key file ${file} is missing, but ${dataDir} holds data that only that key opens: ` +
          'put it back, from the recovery sheet if need be, or name its place in ROOT_KEY_FILE.',
      );
    }
    const made = await createRootKey(file);
    // Another server is starting on this directory too and was quicker: its key is the one.
    return made ?? (await loadRootKey(file, dataDir));
  }
  if (!found.isFile()) throw new RootKeyError(`The root key file ${file} is not a file.`);
  if (process.platform !== 'win32' && (found.mode & 0o077) !== 0) {
    throw new RootKeyError(`The root key file ${file} can be read by others than its owner: run chmod 600 ${file}`);
  }
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new RootKeyError(`The root key file ${file} cannot be read (${error.code}).`);
  });
  try {
    return parseRootKey(text);
  } catch (error) {
    if (error instanceof RootKeyError)
      throw new RootKeyError(`The root key file ${file} is not usable: ${error.message}.`);
    throw error;
  }
}

/** Undefined when the file came in between: two keys would make what is sealed under the first one lost. */
async function createRootKey(file: string): Promise<Uint8Array | undefined> {
  const key = new Uint8Array(randomBytes(KEY_BYTES));
  await mkdir(dirname(file), { recursive: true });
  const lines = [
    '# Root key of this Schleuse. Whoever has it and the data can read everything; without it nothing can be read again.',
    '# Print this file or copy it to a safe place away from the data, now.',
    `# Fingerprint: ${fingerprintRootKey(key)}`,
    encodeRootKey(key),
    '',
  ];
  try {
    await writeNewDurably(file, lines.join('\n'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return undefined;
    throw error;
  }
  return key;
}

/** What may lie in a data directory that was never used: the lock of this very start, and a mount point's own folder. */
const notData = /^(server\.lock(\..*)?|lost\+found)$/;

async function holdsSomething(dataDir: string): Promise<boolean> {
  const names = await readdir(dataDir).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  return names.some((name) => !notData.test(name));
}
