import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

import { encodeEntry, hashEvent } from '@schleuse/proofs/event-entry';
import { naiveRoot } from '@schleuse/proofs/testing/naive-tree';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { forgetEventDetails } from './forget-event-details.ts';
import { findLeaf } from './log.queries.ts';
import { type LogRoom, openLogRoom } from './testing/log-room.ts';

let room: LogRoom;
beforeAll(async () => {
  room = await openLogRoom();
});
afterAll(() => room[Symbol.asyncDispose]());

async function checkWholeLog(): Promise<number> {
  const { checkpoint, entries } = await room.readLog();
  expect(entries).toHaveLength(checkpoint.size);
  expect(checkpoint.root).toEqual(naiveRoot(entries));
  const { rows } = await room.database.asOwner(`
    select (select count(*) from events where firm_id = '${room.firmId}') as events, count(*) as leaves,
           count(distinct event_id) as different, coalesce(max(sequence) + 1, 0) as next
      from event_leaves where firm_id = '${room.firmId}'`);
  const size = String(checkpoint.size);
  expect(rows[0]).toEqual({ events: size, leaves: size, different: size, next: size });
  return checkpoint.size;
}

describe('the evidence log', () => {
  test('X2: a log without events has a signed checkpoint too', async () => {
    expect(await checkWholeLog()).toBe(0);
  });

  test('X2: grows through partial and full tiles to the tree everybody else computes', async () => {
    let size = 0;
    for (const count of [1, 1, 253, 1, 1, 300, 2_100]) {
      await room.database.asOwner(`insert into events (firm_id, kind, actor_kind, subject_kind)
        select '${room.firmId}', 'test', 'system', 'firm' from generate_series(1, ${count})`);
      size += count;
      expect(await checkWholeLog()).toBe(size);
    }
  });

  test('X2: an entry is the salted hash of its event, and says nothing without the salt', async () => {
    const subjectId = randomUUID();
    await room.record({ files: 3 }, subjectId);
    const { entries } = await room.readLog();
    const leaf = await room.database.inFirm(room.firmId, (tx) => findLeaf(tx, { kind: 'test', subjectId }));
    expect(leaf?.event).toMatchObject({ firm: room.firmId, kind: 'test', details: { files: 3 } });
    expect(leaf?.event.at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
    if (!leaf) return;
    expect(entries[leaf.sequence]).toEqual(encodeEntry(hashEvent(leaf.salt, leaf.event)));
    const other = { ...leaf.event, details: { files: 4 } };
    expect(entries[leaf.sequence]).not.toEqual(encodeEntry(hashEvent(leaf.salt, other)));
  });

  test('X2: a thousand transactions at once, some rolled back: all that committed are in, none twice, no gap', async () => {
    const before = await checkWholeLog();
    await using _server = room.evidenceLog.start();
    await using _other = room.openServer().start();
    const acts = Array.from({ length: 1_000 }, (_, number) =>
      room.database
        .inFirm(room.firmId, async (tx) => {
          await tx
            .insertInto('events')
            .values({ firm_id: room.firmId, kind: 'test', actor_kind: 'system', subject_kind: 'firm' })
            .execute();
          // Some stay open for longer than a batch: their numbers are smaller than those of the batch after.
          if (number % 50 === 0) await sql`select pg_sleep(0.3)`.execute(tx);
          if (number % 10 === 0) throw new Error('rolled back');
        })
        .catch(() => undefined),
    );
    await Promise.all(acts);
    expect(await checkWholeLog()).toBe(before + 900);
  });

  test('X2: an event that commits late is found, though later ones are in the log already', async () => {
    const late = Promise.withResolvers<void>();
    const written = Promise.withResolvers<void>();
    const slow = room.database.inFirm(room.firmId, async (tx) => {
      await sql`insert into events (firm_id, kind, actor_kind, subject_kind)
        values (${room.firmId}, 'late', 'system', 'firm')`.execute(tx);
      written.resolve();
      await late.promise;
    });
    await written.promise;
    await using _server = room.evidenceLog.start();
    const { checkpoint } = await room.readLog();
    for (let round = 0; round < 3; round += 1) {
      await room.record();
      await room.evidenceLog.sequenceNow(room.firmId);
      await sleep(250);
    }
    late.resolve();
    await slow;
    expect((await room.readLog()).checkpoint.size).toBe(checkpoint.size + 4);
    await checkWholeLog();
  });

  test('G1: what an event says can be forgotten, and the log stays as it is', async () => {
    const subjectId = randomUUID();
    await room.record({ network: '203.0.113.0/24' }, subjectId);
    const early = await room.database.inFirm(room.firmId, (tx) => forgetEventDetails(tx, { subjectId }));
    expect(early).toBe(0);
    const before = await room.readLog();
    expect(await room.database.inFirm(room.firmId, (tx) => forgetEventDetails(tx, { subjectId }))).toBe(1);
    const { rows } = await room.database.asOwner(`select salt, details from events where subject_id = '${subjectId}'`);
    expect(rows).toEqual([{ salt: null, details: null }]);
    expect((await room.readLog()).note).toBe(before.note);
    await room.record();
    await checkWholeLog();
  });

  test('X2: nothing else of an event, a leaf, a tile or a log can be changed or removed, not even by the owner', async () => {
    for (const statement of [
      "update events set details = null, salt = null, kind = 'other'",
      "update events set salt = sha256('') where salt is not null",
      'delete from events',
      'update event_leaves set sequence = sequence + 1',
      'delete from event_leaves',
      'truncate event_leaves',
      "update log_tiles set hashes = sha256('')",
      'delete from log_tiles',
      'truncate log_tiles',
      'update logs set size = size - 1',
      'delete from logs',
    ]) {
      await expect(room.database.asOwner(statement), statement).rejects.toThrow(/append-only|only grows/);
    }
    const unsequenced = room.database.asOwner(`begin; insert into events (firm_id, kind, actor_kind, subject_kind)
      values ('${room.firmId}', 'new', 'system', 'firm'); update events set salt = null, details = null where kind = 'new'; commit`);
    await expect(unsequenced).rejects.toThrow('append-only');
  });
});
