import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { expect, test } from 'vitest';

import { commands, type Directories, environmentOf, makeDirectories, run, startHouse } from './testing/backup-house.ts';

/** Runs a backup and ends it with SIGKILL as soon as `reached`. @returns false when it was over before */
async function killBackup(directories: Directories, reached: () => boolean): Promise<boolean> {
  const args = ['--disable-warning=ExperimentalWarning', commands, 'backup', '--to', directories.backup];
  const child = spawn(process.execPath, args, { env: environmentOf(directories), cwd: '/', stdio: 'ignore' });
  const ended = once(child, 'exit');
  while (child.exitCode === null && !reached()) await sleep(1);
  child.kill('SIGKILL');
  await ended;
  return child.signalCode === 'SIGKILL';
}

test('V11: kill -9 in the middle of a backup leaves the one before whole, and the next goes on', async () => {
  await using directories = await makeDirectories();
  await using house = await startHouse(directories);
  const env = environmentOf(directories);
  await house.dropOff();
  const check = async (number: number): Promise<void> =>
    expect(await run(['check', directories.backup], env)).toEqual({
      code: 0,
      said: expect.stringMatching(new RegExp(`^Backup ${number} (.|\\n)*Everything is as it was stored`)),
    });
  expect((await run(['backup', '--to', directories.backup], env)).code).toBe(0);
  for (let n = 0; n < 3; n++) await house.dropOff(randomBytes(30_000_000));
  const names = (folder: string): string[] =>
    existsSync(join(directories.backup, folder)) ? readdirSync(join(directories.backup, folder)) : [];
  const moments: [string, () => boolean][] = [
    ['while it copies the database', () => names('tmp').includes('database.sealed')],
    ['when the database has its name', () => names('databases').length === 2],
    ['while it copies objects', () => names('tmp').some((name) => /^[0-9a-f-]{36}$/.test(name))],
  ];
  for (const [moment, reached] of moments) {
    expect(await killBackup(directories, reached), moment).toBe(true);
    await check(1);
  }
  expect(await run(['backup', '--to', directories.backup], env)).toMatchObject({ code: 0 });
  await check(2);
  expect(names('')).not.toContain('tmp');
}, 180_000);
