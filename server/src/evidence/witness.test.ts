import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

import { checkCosignatures, cosign } from '@schleuse/proofs/cosignature';
import { type Hash, hashLeaf } from '@schleuse/proofs/merkle-tree';
import { parseVerifierKey, timestampedCosignature, type VerifierKey } from '@schleuse/proofs/note-key';
import { makeSigner } from '@schleuse/proofs/testing/make-signer';
import { checkTlogProof, parseTlogProof } from '@schleuse/proofs/tlog-proof';
import { judgeAddCheckpoint, parseAddCheckpoint, sizeConflictType } from '@schleuse/proofs/witness-request';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { type LogRoom, openLogRoom } from './testing/log-room.ts';

let room: LogRoom;
let witness: Awaited<ReturnType<typeof startWitness>>;
beforeEach(async () => {
  room = await openLogRoom();
  witness = await startWitness(parseVerifierKey(await room.evidenceLog.verifierKey(room.firmId)));
});
afterEach(async () => {
  await witness.stop();
  await room[Symbol.asyncDispose]();
});

/** A witness as C2SP tlog-witness describes it, with a memory and switches for its bad days. */
async function startWitness(logKey: VerifierKey) {
  const signer = await makeSigner('witness.example/w1', timestampedCosignature);
  const stranger = await makeSigner('witness.example/w2', timestampedCosignature);
  const state = { known: undefined as { size: number; root: Hash } | undefined, mood: 'good', asked: 0 };
  const server: Server = createServer((request, response) => {
    void (async () => {
      state.asked += 1;
      const body = await text(request);
      if (state.mood === 'silent') return;
      if (state.mood === 'broken') return void response.writeHead(500).end('no\n');
      expect(request.url).toBe('/prefix/add-checkpoint');
      const asked = parseAddCheckpoint(body);
      const judged = await judgeAddCheckpoint(asked, state.known, logKey);
      if (judged.status === 409) {
        return void response.writeHead(409, { 'content-type': sizeConflictType }).end(`${judged.size}\n`);
      }
      if (judged.status !== 200) return void response.writeHead(judged.status).end();
      state.known = judged.checkpoint;
      const by = state.mood === 'false' ? { ...signer, sign: stranger.sign } : signer;
      const lines = (await cosign(asked.checkpoint, by, 1_795_000_000)) + (await cosign(asked.checkpoint, stranger, 1));
      response.writeHead(200).end(lines);
    })();
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/prefix`);
  return {
    url,
    key: signer.key,
    state,
    stop: () => new Promise((resolve) => (server.close(resolve), server.closeAllConnections())),
  };
}

const cosignedBy = async () => await checkCosignatures(await room.evidenceLog.checkpoint(room.firmId), [witness.key]);

describe('X2: a witness', () => {
  test('signs the checkpoints as they come, and its signature stands under them', async () => {
    await using _server = room.openServer({ witness }).start();
    for (let round = 1; round <= 3; round += 1) {
      await room.record();
      await room.evidenceLog.sequenceNow(room.firmId);
      await room.record();
      await expect.poll(cosignedBy, { timeout: 5_000 }).toHaveLength(1);
      expect((await room.readLog()).checkpoint.size).toBe(2 * round);
      expect(await room.evidenceLog.checkpoint(room.firmId)).not.toContain('witness.example/w2');
    }
    expect(witness.state.known?.size).toBe(6);
  });

  test('a proof made later stands on a checkpoint that it signed, though there are newer ones', async () => {
    const subjectId = crypto.randomUUID();
    {
      await using _server = room.openServer({ witness }).start();
      await room.record({}, subjectId);
      await expect.poll(cosignedBy, { timeout: 5_000 }).toHaveLength(1);
    }
    await room.record();
    const { checkpoint } = await room.readLog();
    const found = await room.evidenceLog.proveEvent(room.firmId, { kind: 'test', subjectId }, 0);
    const proof = parseTlogProof(found?.proof ?? '');
    const leafHash = hashLeaf(new TextEncoder().encode(found?.leaf.data));
    const logKey = parseVerifierKey(found?.verifierKey ?? '');
    const checked = await checkTlogProof(proof, leafHash, { logKey, witnesses: [witness.key] });
    expect(checked).toMatchObject({
      valid: true,
      checkpoint: { size: 1 },
      cosignatures: [{ timestamp: 1_795_000_000 }],
    });
    expect(checkpoint.size).toBe(2);
  });

  test('that has seen more of the log than we remember is asked from there on', async () => {
    await room.record();
    {
      await using _server = room.openServer({ witness }).start();
      await expect.poll(cosignedBy, { timeout: 5_000 }).toHaveLength(1);
    }
    await room.database.asOwner(`alter table logs disable trigger user;
      update logs set cosigned_size = 0, cosigned_checkpoint = ''; alter table logs enable trigger user`);
    await using _server = room.openServer({ witness }).start();
    await room.record();
    await expect.poll(cosignedBy, { timeout: 5_000 }).toHaveLength(1);
    expect(witness.state.known?.size).toBe(2);
  });

  test.each(['silent', 'broken', 'false'])('that is %s keeps nobody waiting', async (mood) => {
    witness.state.mood = mood;
    const server = room.openServer({ witness });
    await using _running = server.start();
    for (let round = 1; round <= 3; round += 1) {
      await room.record();
      const started = performance.now();
      await server.sequenceNow(room.firmId);
      expect(performance.now() - started).toBeLessThan(1_000);
      expect((await room.readLog()).checkpoint.size).toBe(round);
    }
    await expect.poll(() => witness.state.asked).toBeGreaterThan(0);
    expect(await cosignedBy()).toEqual([]);
  });
});
