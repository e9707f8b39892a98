import { naiveRoot } from '@schleuse/proofs/testing/naive-tree';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { openKeyRing } from '../keys/key-ring.ts';
import { type LogRoom, openLogRoom } from './testing/log-room.ts';

let room: LogRoom;
beforeEach(async () => {
  room = await openLogRoom();
});
afterEach(() => room[Symbol.asyncDispose]());

describe('X2: a log in trouble', () => {
  test('a crash between hashing and signing leaves nothing behind; the next start goes on', async () => {
    for (let event = 0; event < 300; event += 1) await room.record({ event });
    const dying = room.openServer({
      keys: {
        createLogKey: room.keys.createLogKey,
        signCheckpoint: () => Promise.reject(new Error('the power failed')),
      },
    });
    await expect(dying.sequenceNow(room.firmId)).rejects.toThrow('the power failed');
    const { rows } = await room.database.asOwner(
      'select (select count(*) from event_leaves) as leaves, (select count(*) from log_tiles) as tiles, (select count(*) from logs) as logs',
    );
    expect(rows).toEqual([{ leaves: '0', tiles: '0', logs: '0' }]);
    const { checkpoint, entries } = await room.readLog();
    expect(checkpoint.size).toBe(300);
    expect(checkpoint.root).toEqual(naiveRoot(entries));
  });

  test('two servers on one database make one log', async () => {
    const keys = await openKeyRing(room.keyRing);
    await using _one = room.evidenceLog.start();
    await using _two = room.openServer({ keys }).start();
    await Promise.all(Array.from({ length: 400 }, (_, event) => room.record({ event })));
    await expect.poll(async () => (await room.readLog()).checkpoint.size, { timeout: 5_000 }).toBe(400);
    const { checkpoint, entries } = await room.readLog();
    expect(checkpoint.root).toEqual(naiveRoot(entries));
  });

  test.each([
    ['a tile', `update log_tiles set hashes = sha256('') || substring(hashes from 33) where level = 0`],
    ['the root', `update logs set root = sha256('')`],
    ['a removed tile', 'delete from log_tiles where level = 0'],
    ['the key', `update logs set public_key = sha256('')`],
  ])('threat: somebody with all rights changes %s: nothing is signed any more', async (_what, change) => {
    await room.record();
    const before = await room.readLog();
    await room.database.asOwner(`alter table log_tiles disable trigger user; alter table logs disable trigger user;
      ${change}; alter table log_tiles enable trigger user; alter table logs enable trigger user`);
    await room.record();
    await expect(room.evidenceLog.sequenceNow(room.firmId)).rejects.toThrow(/do not have its root|width|another one/);
    expect(await room.evidenceLog.checkpoint(room.firmId)).toBe(before.note);
  });
});
