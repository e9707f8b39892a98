// Figures behind docs/decisions/0003: sealing speed by chunk size, and what sealing one key costs.
// Run: node bench/src/measure-sealing.ts
import { randomBytes, randomUUID } from 'node:crypto';

import {
  generateContainerKeyPair,
  KEM_MLKEM768_X25519_HYBRID,
  KEM_X25519,
  openIntakeKey,
  sealIntakeKey,
} from '@schleuse/sealing/key-sealing';
import { sealedChunkAt } from '@schleuse/sealing/message-layout';
import { openChunk, startOpening } from '@schleuse/sealing/open';
import { sealChunk, sealChunkInto, startSealing } from '@schleuse/sealing/seal';

import { median } from './median.ts';

const KIB = 1024;
const SOURCE_BYTES = 8 * KIB * KIB;
const TOTAL_BYTES = 256 * KIB * KIB;
const ROUNDS = 7;
const context = new Uint8Array(60);
const source = randomBytes(SOURCE_BYTES);
const out = Buffer.alloc(SOURCE_BYTES + 16, 1);

/** MB/s over TOTAL_BYTES in chunks of one size. */
function timeChunks(chunkBytes: number, run: (at: number) => void): number {
  const started = performance.now();
  for (let done = 0; done < TOTAL_BYTES; done += chunkBytes) run(done % SOURCE_BYTES);
  return TOTAL_BYTES / 1e6 / ((performance.now() - started) / 1000);
}

function measureChunks(chunkBytes: number): Record<string, number> {
  const piece = (at: number): Uint8Array => source.subarray(at, at + chunkBytes);
  const key = randomBytes(32);
  const writev = startSealing(key, context, chunkBytes);
  const into = startSealing(key, context, chunkBytes);
  const once = startSealing(key, context, chunkBytes);
  const message = Buffer.concat([once.prefix, ...sealChunk(once, piece(0)), ...sealChunk(once, new Uint8Array(0))]);
  const opening = startOpening(key, context, chunkBytes, message.subarray(0, 56), message.length);
  const { start, end } = sealedChunkAt(opening.layout, 0);
  const sealed = message.subarray(start, end);
  return {
    seal: timeChunks(chunkBytes, (at) => void sealChunk(writev, piece(at))),
    sealInto: timeChunks(chunkBytes, (at) => void sealChunkInto(into, piece(at), out)),
    open: timeChunks(chunkBytes, () => void openChunk(opening, 0, sealed)),
  };
}

/** Milliseconds one run takes, one after the other. */
async function each(run: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  for (let i = 0; i < 200; i++) await run();
  return (performance.now() - started) / 200;
}

/** Milliseconds a key pair, a seal and an open take, each with its key read from bytes as in real use. */
async function measureKeys(algorithm: number): Promise<Record<string, number>> {
  const place = { firmId: randomUUID(), containerId: randomUUID(), intakeKeyId: randomUUID() };
  const pair = await generateContainerKeyPair(algorithm);
  const sealed = await sealIntakeKey(pair, place, new Uint8Array(32));
  return {
    pair: await each(() => generateContainerKeyPair(algorithm)),
    seal: await each(() => sealIntakeKey(pair, place, new Uint8Array(32))),
    open: await each(() => openIntakeKey(pair, place, sealed)),
    sealedBytes: sealed.length,
  };
}

function collect(into: Map<string, number[]>, figures: Record<string, number>): void {
  for (const [name, value] of Object.entries(figures)) into.set(name, [...(into.get(name) ?? []), value]);
}

function show(rounds: Map<string, number[]>, digits: number): string {
  return [...rounds].map(([name, values]) => `${name} ${median(values).toFixed(digits)}`).join('  ');
}

const sizes = [16, 32, 64, 128, 256, 512, 1024].map((kib) => kib * KIB);
const chunkRounds = new Map(sizes.map((size) => [size, new Map<string, number[]>()]));
const keyRounds = new Map([KEM_X25519, KEM_MLKEM768_X25519_HYBRID].map((kem) => [kem, new Map<string, number[]>()]));
// Rounds alternate between the candidates, so that a slow minute of the machine meets all of them.
for (let round = 0; round < ROUNDS; round++) {
  for (const [size, rounds] of chunkRounds) collect(rounds, measureChunks(size));
  for (const [kem, rounds] of keyRounds) collect(rounds, await measureKeys(kem));
}
for (const [size, rounds] of chunkRounds) console.log(`${size / KIB} KiB chunks, MB/s:  ${show(rounds, 0)}`);
for (const [kem, rounds] of keyRounds) console.log(`KEM 0x${kem.toString(16)}, ms:  ${show(rounds, 2)}`);
