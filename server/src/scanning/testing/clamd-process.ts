import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { findProgram } from '../../../../scripts/system-packages.mjs';
import { askClamd, type ScannerAddress } from '../clamd.ts';
import { eicar } from '../probe-archives.ts';

export const clamd = findProgram('clamd');

/** ClamAV's own collection: one harmless program in every wrapping. */
export const testFiles = findProgram('/usr/share/clamav-testfiles');

export type ClamdProcess = AsyncDisposable & {
  address: ScannerAddress & { path: string };
  folder: string;
  /** SIGKILL, as a crash would end it. */
  kill(): Promise<void>;
  signal(signal: 'SIGSTOP' | 'SIGCONT'): void;
  /** Again, with these lines of clamd.conf instead of the usual ones. */
  start(settings?: Record<string, string>): Promise<void>;
};

const usual = {
  MaxThreads: '4',
  StreamMaxLength: '4000M',
  MaxScanSize: '4000M',
  MaxFileSize: '2000M',
  AlertExceedsMax: 'yes',
  AlertEncrypted: 'yes',
};

/** A real clamd that knows EICAR and ClamAV's test program, from signatures written here: nothing is fetched. */
export async function startClamd(settings: Record<string, string> = {}): Promise<ClamdProcess> {
  const folder = await mkdtemp(join(tmpdir(), 'schleuse-clamd-'));
  const path = join(folder, 'clamd.sock');
  await mkdir(join(folder, 'db'));
  await writeSignatures(join(folder, 'db'));
  let child: ChildProcess | undefined;

  async function start(settings: Record<string, string> = {}): Promise<void> {
    const lines = Object.entries({ ...usual, ...settings }).map(([name, value]) => `${name} ${value}`);
    const conf = [
      `DatabaseDirectory ${join(folder, 'db')}`,
      `LocalSocket ${path}`,
      'FixStaleSocket yes',
      'Foreground yes',
      `TemporaryDirectory ${folder}`,
      ...(process.getuid?.() === 0 ? ['User root'] : []),
      ...lines,
    ];
    await writeFile(join(folder, 'clamd.conf'), `${conf.join('\n')}\n`);
    child = spawn(clamd ?? 'clamd', ['-c', join(folder, 'clamd.conf')], { stdio: 'ignore' });
    for (let tries = 0; tries < 200; tries += 1) {
      const answer = await askClamd({ path }, 'PING', { stepMs: 1_000, verdictMs: 1_000 }).catch(() => '');
      if (answer === 'PONG') return;
      await sleep(50);
    }
    throw new Error('clamd did not start');
  }

  async function kill(): Promise<void> {
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  }

  await start(settings);
  return {
    address: { path },
    folder,
    kill,
    signal: (signal) => void child?.kill(signal),
    start,
    async [Symbol.asyncDispose]() {
      await kill();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** `.ndb`: name, any type of file, anywhere (ClamAV's manual, "Extended signature format"). */
async function writeSignatures(folder: string): Promise<void> {
  const lines = [`Eicar-Test-Signature:0:0:${eicar().toString('hex')}`];
  if (testFiles) {
    // What its packers leave of the program when they unpack it: its code.
    const program = await readFile(join(testFiles, 'clam.exe'));
    lines.push(`ClamAV-Test-File:0:*:${program.subarray(0x40, 0x70).toString('hex')}`);
  }
  await writeFile(join(folder, 'test.ndb'), `${lines.join('\n')}\n`);
}
