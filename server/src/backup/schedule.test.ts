import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { backupCron, createBackupTasks } from './backup.jobs.ts';
import { readLastBackup } from './last-backup.ts';
import { environmentOf, makeDirectories, run, startHouse } from './testing/backup-house.ts';

const at = (everyMinutes: number): unknown => backupCron({ to: '/', everyMinutes }).map(({ schedule }) => schedule);

test('V11: at most 15 minutes are lost: the server backs itself up at its start and by the clock', async () => {
  await using directories = await makeDirectories();
  {
    await using house = await startHouse(directories, directories.data, { BACKUP_TO: directories.backup });
    await expect.poll(() => readLastBackup(directories.data), { timeout: 20_000 }).toMatchObject({ number: 1 });
    expect(await house.inbox()).toEqual([]);
  }
  expect((await run(['check', '--read-all', directories.backup], environmentOf(directories))).code).toBe(0);
  expect(at(10)).toEqual(['*/10 * * * *', '* * * * *']);
  expect(at(60)).toEqual(['0 * * * *', '* * * * *']);
  expect(backupCron(undefined)).toEqual([]);
}, 180_000);

test('V11: a run that fails is an alarm in the log and does not end the schedule', async () => {
  const said: unknown[] = [];
  let runs = 0;
  const tasks = createBackupTasks({
    backup: { to: '/mnt/full', everyMinutes: 10 },
    async runBackup() {
      runs += 1;
      throw new Error('no space left on device');
    },
    mirrorLogs: () => Promise.reject(new Error('no such directory')),
    log: {
      error: (...words: unknown[]) => void said.push(words),
      warn: (...words: unknown[]) => void said.push(words),
    },
  });
  for (let n = 0; n < 2; n++) await tasks['take-backup']?.({}, AbortSignal.timeout(1_000));
  expect(runs).toBe(2);
  expect(said[0]).toEqual([{ fault: 'no space left on device' }, 'ALARM: the backup failed']);
  await tasks['mirror-logs']?.({}, AbortSignal.timeout(1_000));
  expect(said.at(-1)).toEqual([{ fault: 'no such directory' }, 'the evidence logs could not be mirrored']);
});

test('V11: a server does not start on a restore that was cut short', async () => {
  await using directories = await makeDirectories();
  await mkdir(join(directories.data, 'restore-unfinished'), { recursive: true });
  await expect(startHouse(directories)).rejects.toThrow('holds a restore that was cut short');
  expect(await readdir(directories.data)).toEqual(['restore-unfinished']);
  await expect(readFile(directories.rootKey)).rejects.toMatchObject({ code: 'ENOENT' });
});
