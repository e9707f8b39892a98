import { randomBytes } from 'node:crypto';

import { askClamd, type ScannerAddress, scanStream } from './clamd.ts';
import { eicar, nestedZip, zipOf } from './probe-archives.ts';
import { type FaultReason, ScannerFault } from './scanner-fault.ts';

export type CheckOptions = {
  /** Signatures older than so many days are no protection any more. */
  maxSignatureDays: number;
  now: Date;
  /** How long each step of the check may take, in milliseconds. */
  stepMs: number;
  signal?: AbortSignal;
};

/**
 * Whether the scanner can be believed: it answers, its signatures are loaded and not old, it finds what it must find, as
 * it is and in an archive, and it says so when it could not look inside.
 * @returns its version
 * @throws ScannerFault saying what is wrong
 */
export async function checkScanner(address: ScannerAddress, options: CheckOptions): Promise<string> {
  const { stepMs, signal } = options;
  const patience = { stepMs, verdictMs: stepMs };
  if ((await askClamd(address, 'PING', patience, signal)) !== 'PONG') throw new ScannerFault('garbled');
  const version = await askClamd(address, 'VERSION', patience, signal);
  if (!/^ClamAV [\x20-\x7e]{1,100}$/.test(version)) throw new ScannerFault('garbled');
  assertYoung(version, options);

  const look = async (stream: Uint8Array): Promise<string> => {
    const verdict = await scanStream(address, [stream], patience, signal);
    return verdict.scan === 'unscannable' ? verdict.finding : verdict.scan;
  };
  const tests: [expected: string, stream: Uint8Array, fault: FaultReason][] = [
    ['infected', eicar(), 'signatures_missing'],
    ['clean', randomBytes(1024), 'harmless_found'],
    // A new name each time: clamd remembers what it has seen.
    ['infected', zipOf(`${randomBytes(8).toString('hex')}.com`, eicar()), 'archives_not_opened'],
    ['encrypted', zipOf('a.txt', randomBytes(64), { encrypted: true }), 'encrypted_not_reported'],
    ['nested_too_deep', nestedZip(), 'limits_not_reported'],
  ];
  for (const [expected, stream, fault] of tests) {
    if ((await look(stream)) !== expected) throw new ScannerFault(fault);
  }
  return version;
}

/** The short form, between any two of which verdicts are believed. @throws ScannerFault */
export async function findsEicar(address: ScannerAddress, stepMs: number, signal?: AbortSignal): Promise<void> {
  const verdict = await scanStream(address, [eicar()], { stepMs, verdictMs: stepMs }, signal);
  if (verdict.scan !== 'infected') throw new ScannerFault('signatures_missing');
}

/** `ClamAV 1.4.3/27800/Fri Nov 20 09:24:33 2026`; without a database of ClamAV's own there is only the first part. */
function assertYoung(version: string, { maxSignatureDays, now }: CheckOptions): void {
  const [, , made] = version.split('/');
  if (made === undefined) return;
  const age = now.getTime() - Date.parse(`${made} UTC`);
  if (!(age <= maxSignatureDays * 86_400_000)) throw new ScannerFault('signatures_old');
}
