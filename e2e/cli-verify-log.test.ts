import { mkdtempDisposable, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { runCli } from './testing/run-cli.ts';

type Vector = { logKey: string; witnessKey: string; receipt: { proof: string } };
const text = await readFile(new URL('../proofs/vectors/receipt-log.json', import.meta.url), 'utf8');
const { logKey, witnessKey, receipt } = JSON.parse(text) as Vector;

test("X1: schleuse verify checks a receipt's proof, and says by whose keys", async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'schleuse-verify-'));
  const path = join(folder.path, 'receipt.json');
  await writeFile(path, JSON.stringify(receipt));
  const home = folder.path;

  const own = runCli(['verify', path], { home, language: 'en_US.UTF-8' });
  expect(await own.ended).toBe(0);
  expect(own.out()).toContain('number 271 of 300 in files.musterhaus.example/log/');
  expect(own.out()).toContain(logKey);

  const given = runCli(['verify', path, '--log-key', logKey, '--witness', witnessKey], { home });
  expect(await given.ended).toBe(0);
  expect(given.out()).toContain('Bezeugt von witness.example/w1');
  expect(given.out()).not.toContain(logKey);
});

test('X1, threat: a proof of another place or another log: verify ends with 5', async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'schleuse-verify-'));
  const path = join(folder.path, 'receipt.json');
  const proof = receipt.proof.replace('index 270', 'index 271');
  await writeFile(path, JSON.stringify({ ...receipt, proof }));
  const moved = runCli(['verify', path], { home: folder.path, language: 'en_US.UTF-8' });
  expect(await moved.ended).toBe(5);
  expect(moved.out()).toContain('The entry is not in this log.');

  await writeFile(path, JSON.stringify(receipt));
  const other = runCli(
    ['verify', path, '--log-key', 'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k'],
    {
      home: folder.path,
    },
  );
  expect(await other.ended).toBe(5);
  expect(other.out()).toContain('ANDEREN Protokoll');

  const stranger = 'remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2';
  const unwitnessed = runCli(['verify', path, '--witness', stranger], { home: folder.path });
  expect(await unwitnessed.ended).toBe(5);
  expect(unwitnessed.out()).toContain('NICHT unterschrieben');
});

type ErasureVector = {
  logKey: string;
  certificate: { id: string; erased: { files: object[] } } & Record<string, unknown>;
};
const erasure = JSON.parse(
  await readFile(new URL('../proofs/vectors/erasure.json', import.meta.url), 'utf8'),
) as ErasureVector;

test('G2: schleuse verify checks an erasure certificate with its proof, and what it covers', async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'schleuse-verify-'));
  const home = folder.path;
  const path = join(home, 'Loeschprotokoll.json');
  await writeFile(path, JSON.stringify(erasure.certificate));
  const alone = runCli(['verify', path, '--log-key', erasure.logKey], { home, language: 'en_US.UTF-8' });
  expect(await alone.ended).toBe(0);
  expect(alone.out()).toContain(`Erasure certificate of Musterhaus Software GmbH, case ${erasure.certificate.id}`);
  expect(alone.out()).toContain('number 4 of 300 in files.musterhaus.example/log/');
  expect(alone.out()).toContain('Reason: rule "dropoff-submitted"');

  // An empty file is in it, another is not.
  await writeFile(join(home, 'leer.txt'), '');
  await writeFile(join(home, 'anders.txt'), 'anders');
  const covered = runCli(['verify', path, join(home, 'leer.txt')], { home });
  expect(await covered.ended).toBe(0);
  expect(covered.out()).toContain('gelöscht: leer.txt');
  const other = runCli(['verify', path, join(home, 'anders.txt')], { home });
  expect(await other.ended).toBe(5);
  expect(other.out()).toContain('NICHT IM LÖSCHPROTOKOLL: anders.txt');

  // A receipt of another case; and a certificate that was changed.
  await writeFile(join(home, 'receipt.json'), JSON.stringify(receipt));
  const foreign = runCli(['verify', path, join(home, 'receipt.json')], { home });
  expect(await foreign.ended).toBe(5);
  expect(foreign.out()).toContain('ANDEREN Vorgang');
  await writeFile(path, JSON.stringify({ ...erasure.certificate, orderedAt: '2026-12-01T02:30:00.412Z' }));
  const forged = runCli(['verify', path], { home });
  expect(await forged.ended).toBe(5);
  expect(forged.out()).toContain('Unterschrift: FALSCH');
});
