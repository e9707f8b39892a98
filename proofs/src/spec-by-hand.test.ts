import { spawnSync } from 'node:child_process';
import { mkdtempDisposableSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

/**
 * The programs that proofs/SPEC.md gives for checking by hand (Python and OpenSSL, nothing of ours), run as they stand
 * there. Where one of the two is missing they do not run; npm test says so (scripts/system-packages.mjs).
 */
const runnable = ['python3', 'openssl'].every((name) => !spawnSync(name, ['version']).error);

const spec = readFileSync(new URL('../SPEC.md', import.meta.url), 'utf8');
const programs = Array.from(spec.matchAll(/```sh\n(python3[^]*?)```/g), ([, program = '']) => program);
const vector = (name: string): Record<string, object> =>
  JSON.parse(readFileSync(new URL(`../vectors/${name}.json`, import.meta.url), 'utf8')) as Record<string, object>;

const documents: [string, object][] = [
  ['the receipt', vector('receipt-log')['receipt'] ?? {}],
  ['the erasure certificate', vector('erasure')['certificate'] ?? {}],
];

function runAll(document: object): string {
  using folder = mkdtempDisposableSync(join(tmpdir(), 'schleuse-spec-'));
  writeFileSync(join(folder.path, 'receipt.json'), JSON.stringify(document, null, 1));
  return programs
    .map((program) => {
      // The last line compares files, which are not here.
      const script = program.replace(/^sha256sum FILE.*$/m, '').replace(/ {2,}#.*$/gm, '');
      const { stdout, stderr } = spawnSync('sh', ['-c', script], { cwd: folder.path, encoding: 'utf8' });
      return stdout + stderr;
    })
    .join('\n');
}

describe.runIf(runnable)('X1, G2: by the specification alone', () => {
  test('there is a program for the signature and one for the proof', () => {
    expect(programs).toHaveLength(2);
  });

  test.each(documents)('%s: signature, fingerprint and place in the log', (_, document) => {
    const said = runAll(document);
    expect(said.match(/Signature Verified Successfully/g), said).toHaveLength(2);
    expect(said).toContain('21fe31dfa154a261626bf854046fd227');
    expect(said).toMatch(/entry \d+ of 300 in files\.musterhaus\.example/);
  });

  test.each(documents)('threat: %s, changed by one letter: neither holds', (_, document) => {
    const said = runAll({ ...document, firm: 'Musterhaus Software AG' });
    expect(said).toContain('Signature Verification Failure');
    expect(said).toContain('WRONG: event of another receipt');
  });
});
