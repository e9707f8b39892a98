import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

import type { Demo } from './start-server.ts';

const run = promisify(execFile);

/** Where there is no OpenSSH, these tests do not run; scripts/test.mjs says so. */
export const hasSftp = ['sftp', 'ssh-keygen'].every((name) =>
  (process.env['PATH'] ?? '').split(delimiter).some((folder) => existsSync(join(folder, name))),
);

/** Runs commands of OpenSSH's sftp, one a line. @throws with what it said, when one fails */
export async function sftp(access: NonNullable<Demo['sftp']>, folder: string, commands: string[]): Promise<string> {
  const [batch, known] = [join(folder, 'batch'), join(folder, 'known')];
  await writeFile(batch, `${commands.join('\n')}\n`);
  await writeFile(known, `[127.0.0.1]:${access.port} ${access.hostKey}\n`);
  const settings = [`UserKnownHostsFile=${known}`, `User=${access.user}`, 'IdentitiesOnly=yes', 'BatchMode=yes'];
  const options = ['-F', '/dev/null', '-i', access.keyFile, ...settings.flatMap((setting) => ['-o', setting])];
  const { stdout } = await run('sftp', [...options, '-P', String(access.port), '-b', batch, '127.0.0.1'], {
    timeout: 30_000,
    env: { ...process.env, LC_ALL: 'C.UTF-8' },
  });
  return stdout;
}
