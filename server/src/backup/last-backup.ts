import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { writeDurably } from '../keys/durable-file.ts';

/** What the server remembers of its last backup, so that it notices one that was set back as a whole. */
export type LastBackup = { chain: string; number: number; sha256: string; to: string; takenAt: string };

const nameIn = (dataDir: string): string => join(dataDir, 'last-backup.json');

export async function readLastBackup(dataDir: string): Promise<LastBackup | undefined> {
  const text = await readFile(nameIn(dataDir), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  return text === undefined ? undefined : (JSON.parse(text) as LastBackup);
}

export async function writeLastBackup(dataDir: string, last: LastBackup): Promise<void> {
  await writeDurably(nameIn(dataDir), `${JSON.stringify(last)}\n`);
}
