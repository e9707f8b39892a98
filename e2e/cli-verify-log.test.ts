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
