import { access, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { syncDirectory } from '../keys/durable-file.ts';
import { BackupRefused } from './backup-refused.ts';

/** Folder in a data directory that a restore was filling when it was cut short. */
export const unfinishedRestore = 'restore-unfinished';
/** File in a data directory that was just restored; gone once the server has put right what followed from that. */
export const restoredMark = 'restored.json';

/** Folder of the evidence logs' newest state, as in a backup, until the server has gone on from it. */
export const restoredLogs = 'restored-logs';

export type RestoredMark = { number: number; takenAt: string };

/** To be called before anything else looks into a data directory. @throws BackupRefused */
export async function assertNoUnfinishedRestore(dataDir: string): Promise<void> {
  const found = await access(join(dataDir, unfinishedRestore)).then(
    () => true,
    () => false,
  );
  if (found) throw new BackupRefused(`${dataDir} holds a restore that was cut short; empty it and restore again`);
}

export async function readRestoredMark(dataDir: string): Promise<RestoredMark | undefined> {
  const text = await readFile(join(dataDir, restoredMark), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  return text === undefined ? undefined : (JSON.parse(text) as RestoredMark);
}

export async function removeRestoredMark(dataDir: string): Promise<void> {
  await rm(join(dataDir, restoredLogs), { recursive: true, force: true });
  await rm(join(dataDir, restoredMark));
  await syncDirectory(dataDir);
}
