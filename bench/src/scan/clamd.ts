import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { findProgram } from '../../../scripts/system-packages.mjs';

export type Clamd = AsyncDisposable & {
  socket: string;
  /** Lets it hang: it takes lines and answers nothing. */
  stop(): void;
};

/** A clamd with the EICAR signature only: what is measured is the waiting, not its work. */
export async function startClamd(folder: string): Promise<Clamd> {
  const program = findProgram('clamd');
  if (program === undefined) throw new Error('there is no clamd here (Debian: clamav-daemon)');
  const socket = join(folder, 'clamd.sock');
  await mkdir(join(folder, 'db'), { recursive: true });
  const eicar = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR', 'STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join('-');
  await writeFile(join(folder, 'db/eicar.ndb'), `Eicar:0:0:${Buffer.from(eicar, 'latin1').toString('hex')}\n`);
  const settings = [
    `DatabaseDirectory ${join(folder, 'db')}`,
    `LocalSocket ${socket}`,
    `TemporaryDirectory ${folder}`,
    'Foreground yes',
    'StreamMaxLength 4000M',
    'MaxScanSize 4000M',
    'MaxFileSize 2000M',
    'AlertExceedsMax yes',
    'AlertEncrypted yes',
    ...(process.getuid?.() === 0 ? ['User root'] : []),
  ];
  await writeFile(join(folder, 'clamd.conf'), `${settings.join('\n')}\n`);
  const child = spawn(program, ['-c', join(folder, 'clamd.conf')], { stdio: 'ignore' });
  for (let tries = 0; tries < 100 && !existsSync(socket); tries += 1) await sleep(100);
  return {
    socket,
    stop: () => void child.kill('SIGSTOP'),
    async [Symbol.asyncDispose]() {
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    },
  };
}
