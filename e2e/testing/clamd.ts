import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { findProgram } from '../../scripts/system-packages.mjs';

const program = findProgram('clamd');

/** Tests against a scanner run where there is one; scripts/test.mjs installs it or says that they did not run. */
export const hasClamd = program !== undefined;

/** The harmless text every scanner takes for a virus; in two parts, so that none stops this very file. */
export const eicar = new Uint8Array(
  Buffer.from(['X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR', 'STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join('-'), 'latin1'),
);

export type Clamd = AsyncDisposable & { socket: string; signal(signal: 'SIGSTOP' | 'SIGCONT' | 'SIGKILL'): void };

/** A real clamd that knows nothing but EICAR. */
export async function startClamd(): Promise<Clamd> {
  const folder = await mkdtemp(join(tmpdir(), 'schleuse-clamd-'));
  const socket = join(folder, 'clamd.sock');
  await mkdir(join(folder, 'db'));
  const signature = `Eicar-Test-Signature:0:0:${Buffer.from(eicar).toString('hex')}\n`;
  await writeFile(join(folder, 'db/eicar.ndb'), signature);
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
  const child: ChildProcess = spawn(program ?? 'clamd', ['-c', join(folder, 'clamd.conf')], { stdio: 'ignore' });
  for (let tries = 0; tries < 200 && !(await answers(socket)); tries += 1) await sleep(50);
  return {
    socket,
    signal: (signal) => void child.kill(signal),
    async [Symbol.asyncDispose]() {
      if (child.exitCode === null && child.signalCode === null) {
        const ended = once(child, 'exit');
        child.kill('SIGKILL');
        await ended;
      }
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function answers(socket: string): Promise<boolean> {
  if (!existsSync(socket)) return false;
  const line = connect(socket);
  try {
    line.write('zPING\0');
    const [answer] = (await once(line, 'data')) as [Buffer];
    return answer.toString('latin1') === 'PONG\0';
  } catch {
    return false;
  } finally {
    line.destroy();
  }
}
