import { randomBytes } from 'node:crypto';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { createTestDatabase, type TestDatabase } from '../db/testing/test-database.ts';
import { createAttempts } from './attempts.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(async () => {
  await database[Symbol.asyncDispose]();
});

function start(at = new Date('2026-11-21T09:00:00Z')) {
  let now = at.getTime();
  const attempts = createAttempts({ database, hashKey: randomBytes(32), clock: () => new Date(now) });
  return { attempts, pass: (seconds: number) => void (now += seconds * 1000) };
}

test('D1: tries are counted by scope and key, also when they come at the same moment', async () => {
  const { attempts } = start();
  const counts = await Promise.all(Array.from({ length: 20 }, () => attempts.countAttempt('a', 'someone', 60)));
  expect(counts.toSorted((x, y) => x - y)).toEqual(Array.from({ length: 20 }, (_, at) => at + 1));
  expect(await attempts.countAttempt('b', 'someone', 60)).toBe(1);
  expect(await attempts.countAttempt('a', 'somebody else', 60)).toBe(1);
  expect(await attempts.recentAttempts('a', 'someone', 60)).toBe(20);
  expect(await attempts.recentAttempts('a', 'nobody', 60)).toBe(0);
});

test('D1: the window slides, so its edge gives no second helping', async () => {
  const { attempts, pass } = start();
  pass(59);
  for (let at = 0; at < 10; at += 1) await attempts.countAttempt('a', 'k', 60);
  pass(2);
  expect(await attempts.recentAttempts('a', 'k', 60)).toBe(9);
  expect(await attempts.countAttempt('a', 'k', 60)).toBe(10);
  await attempts.takeBackAttempt('a', 'k', 60);
  pass(29);
  expect(await attempts.recentAttempts('a', 'k', 60)).toBe(5);
  pass(30);
  expect(await attempts.recentAttempts('a', 'k', 60)).toBe(0);
});

test('D1: above the limit a try is refused with a time to come back; taken back or forgotten tries do not count', async () => {
  const { attempts } = start();
  const limit = { max: 2, windowSeconds: 60 };
  await attempts.limitAttempts('a', 'k', limit);
  await attempts.limitAttempts('a', 'k', limit);
  await expect(attempts.limitAttempts('a', 'k', limit)).rejects.toMatchObject({
    code: 'rate_limited',
    details: { retryAfterSeconds: 60 },
  });
  await attempts.takeBackAttempt('a', 'k', 60);
  expect(await attempts.recentAttempts('a', 'k', 60)).toBe(2);
  await attempts.forgetAttempts('a', 'k', 60);
  await attempts.takeBackAttempt('a', 'k', 60);
  expect(await attempts.countAttempt('a', 'k', 60)).toBe(1);
});

test('G8: neither key nor address is in the database, and counters are gone after two days', async () => {
  const { attempts, pass } = start();
  await attempts.countAttempt('a', '203.0.113.7', 86_400);
  const stored = await database.asOwner('select scope, key_hash::text from attempts');
  expect(JSON.stringify(stored.rows)).not.toMatch(/203\.0|3230332e/);
  pass(3 * 86_400);
  await attempts.pruneAttempts();
  expect((await database.asOwner('select 1 from attempts')).rows).toEqual([]);
});

test.each([0, -1, Number.NaN, 86_401])('a window of %s seconds is refused', async (seconds) => {
  const { attempts } = start();
  await expect(attempts.countAttempt('a', 'k', seconds)).rejects.toBeInstanceOf(RangeError);
});
